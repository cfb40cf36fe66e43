/** A formula as a tree of MathML elements, which the engine of the window sets by itself and screen readers can read. */
export type MathNode = string | MathElement;

export interface MathElement {
  tag: 'mi' | 'mn' | 'mo' | 'mrow' | 'msub' | 'msup' | 'mfrac' | 'munder' | 'mtext';
  children: readonly MathNode[];
}

const element =
  (tag: MathElement['tag']) =>
  (...children: MathNode[]): MathElement => ({ tag, children });

/** A name, a number, a sign, words. */
export const mi = element('mi');
export const mn = element('mn');
export const mo = element('mo');
export const mtext = element('mtext');
export const row = element('mrow');
/** Base and index, base and exponent, numerator and denominator, sign and what stands below it. */
export const sub = element('msub');
export const sup = element('msup');
export const fraction = element('mfrac');
export const below = element('munder');

/** (…) */
export const inBrackets = (...children: MathNode[]): MathElement => row(mo('('), ...children, mo(')'));
/** |…| */
export const inBars = (...children: MathNode[]): MathElement => row(mo('|'), ...children, mo('|'));
