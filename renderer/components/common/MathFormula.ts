import { h, type FunctionalComponent, type VNode } from 'vue';
import type { MathNode } from '../../format/mathml';

const drawn = (node: MathNode): VNode | string =>
  typeof node === 'string' ? node : h(node.tag, node.children.map(drawn));

/** One line of mathematics. */
export const MathFormula: FunctionalComponent<{ formula: MathNode }> = ({ formula }) =>
  h('math', { class: 'formula' }, [drawn(formula)]);
MathFormula.props = ['formula'];
