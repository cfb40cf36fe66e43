import { element, type Element } from '../../export/xml';
import type { DescribedModel } from '../../export/describedModel';
import { counted } from '../../text/counted';
import { shortNumber } from '../../text/shortNumber';
import { textual } from './markup';

const MOST_TERMS = 12;

/** A name that is more than a word would run into the formula. */
const bracketed = (name: string): string => (/^[\p{L}\p{N}_.^]+$/u.test(name) ? name : `[${name}]`);

const symbol = (text: string): Element => textual('mi', text);
const sign = (text: string): Element => textual('mo', text);
const row = (...children: Element[]): Element => element('mrow', {}, children);
const hat = (text: string): Element => element('mover', {}, [symbol(text), sign('^')]);
const sub = (text: string, index: string): Element => element('msub', {}, [symbol(text), symbol(index)]);
const power = (exponent: Element): Element => element('msup', {}, [symbol('e'), exponent]);

/** What the linear predictor becomes, in MathML. */
export const linkMath = ({ link }: Pick<DescribedModel, 'link'>): Element => {
  const eta = row(symbol('w'), sign('·'), symbol('x'), sign('+'), symbol('b'));
  const left: Record<typeof link, Element> = { identity: hat('y'), exp: hat('y'), sigmoid: symbol('p'), softmax: sub('p', 'k') };
  const right: Record<typeof link, Element> = {
    identity: eta,
    exp: power(eta),
    sigmoid: element('mfrac', {}, [textual('mn', '1'), row(textual('mn', '1'), sign('+'), power(row(sign('−'), sign('('), eta, sign(')'))))]),
    softmax: element('mfrac', {}, [
      power(sub('η', 'k')),
      row(element('msub', {}, [sign('∑'), symbol('m')]), power(sub('η', 'm'))),
    ]),
  };
  const more = link === 'softmax' ? [sign(','), sub('η', 'k'), sign('='), row(sub('w', 'k'), sign('·'), symbol('x'), sign('+'), sub('b', 'k'))] : [];
  return element('math', { display: 'block' }, [row(left[link], sign('='), right[link], ...more)]);
};

/** The predictors with their numbers, rounded, a line each; long ones are cut. */
export const formulaLines = ({ predictors, features, targetName, link, classNames }: DescribedModel): string[] =>
  predictors.map(({ name, weights, bias }) => {
    const what = name ?? (link === 'sigmoid' ? (classNames?.[1] ?? '') : targetName);
    const left = link === 'identity' ? what : link === 'exp' ? `log of the expected ${what}` : `η of "${what}"`;
    const shown = weights.slice(0, MOST_TERMS);
    const terms = shown.map((weight, j) => `${weight < 0 ? '−' : '+'} ${shortNumber(Math.abs(weight))} · ${bracketed(features[j]!.name)}`);
    const rest = weights.length - shown.length;
    const cut = rest > 0 ? [`+ … (${counted(rest, 'more term')})`] : [];
    return [`${left} = ${shortNumber(bias).replace('-', '−')}`, ...terms, ...cut].join(' ');
  });
