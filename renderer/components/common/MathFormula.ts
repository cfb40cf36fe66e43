import { h, type FunctionalComponent, type VNode } from 'vue';
import type { MathElement, MathNode } from '../../format/mathml';

/** Brackets keep the height of a line: a fraction in them is rare. */
const ATTRIBUTES: Partial<Record<MathElement['tag'], Record<string, string>>> = { mo: { stretchy: 'false' } };

const drawn = (node: MathNode): VNode | string =>
  typeof node === 'string' ? node : h(node.tag, ATTRIBUTES[node.tag], node.children.map(drawn));

/** One line of mathematics. */
export const MathFormula: FunctionalComponent<{ formula: MathNode }> = ({ formula }) =>
  h('math', { class: 'formula', displaystyle: 'true' }, [drawn(formula)]);
MathFormula.props = ['formula'];
