import type { LossSettings, Penalty } from '../../electron/contract';
import { formatShort } from './number';
import { below, fraction, inBars, inBrackets, mi, mn, mo, mtext, row, sub, sup, type MathNode } from './mathml';

/** What the set-up says as formulas: the model, the loss of a row, and the objective that descends. */

interface Model {
  loss: LossSettings;
  /** Whether the columns enter as something else: powers, levels and so on. */
  hasBasis: boolean;
  intercept: boolean;
}

const i = mi('i');
const y = sub(mi('y'), i);
const eta = sub(mi('η'), i);
const exp = (...inner: MathNode[]): MathNode => row(mi('exp'), inBrackets(...inner));
const log = (...inner: MathNode[]): MathNode => row(mi('log'), inBrackets(...inner));

/** w · x + b; with a basis w · Φ(x) + b. */
function predictor({ hasBasis, intercept }: Pick<Model, 'hasBasis' | 'intercept'>, index: MathNode | null): MathNode {
  const of = (name: string): MathNode => (index === null ? mi(name) : sub(mi(name), index));
  const features = hasBasis ? row(mi('Φ'), inBrackets(mi('x'))) : mi('x');
  return row(of('w'), mo('·'), features, ...(intercept ? [mo('+'), of('b')] : []));
}

/** What the model predicts of a row. */
export function modelMath(model: Model): MathNode {
  const k = mi('k');
  switch (model.loss.kind) {
    case 'logistic':
      return row(
        mi('p'),
        mo('='),
        fraction(mn('1'), row(mn('1'), mo('+'), exp(mo('−'), inBrackets(predictor(model, null))))),
      );
    case 'softmax':
      return row(
        sub(mi('p'), k),
        mo('='),
        fraction(exp(predictor(model, k)), row(below(mo('∑'), mi('j')), exp(predictor(model, mi('j'))))),
      );
    case 'poisson':
      return row(mi('ŷ'), mo('='), exp(predictor(model, null)));
    default:
      return row(mi('ŷ'), mo('='), predictor(model, null));
  }
}

/** The same in words. */
export function modelWords({ loss, intercept }: Pick<Model, 'loss' | 'intercept'>): string {
  const sum = intercept ? 'features times weights and the bias, added up' : 'features times weights, added up';
  switch (loss.kind) {
    case 'logistic':
      return `The probability of the second class: ${sum} and pressed into 0 to 1.`;
    case 'softmax':
      return 'The probability of each class, by a set of weights of its own; they add up to 1.';
    case 'poisson':
      return `The expected count: ${sum}, as an exponent of e.`;
    default:
      return `The prediction is each feature times its weight, added up${intercept ? ', plus the bias' : ''}.`;
  }
}

/** The loss of row i. */
function rowLoss(loss: LossSettings): MathNode {
  const residual = row(eta, mo('−'), y);
  switch (loss.kind) {
    case 'squared':
      return sup(inBrackets(residual), mn('2'));
    case 'huber':
      return row(mi('h'), inBrackets(residual));
    case 'absolute':
      return inBars(residual);
    case 'quantile':
      return row(mi('q'), inBrackets(row(y, mo('−'), eta)));
    case 'logistic':
      return inBrackets(log(mn('1'), mo('+'), exp(eta)), mo('−'), y, eta);
    case 'softmax':
      return inBrackets(
        log(below(mo('∑'), mi('k')), exp(sub(mi('η'), row(i, mi('k'))))),
        mo('−'),
        sub(mi('η'), row(i, y)),
      );
    case 'poisson':
      return inBrackets(exp(eta), mo('−'), y, eta);
  }
}

const lambda = (value: number): MathNode => mn(formatShort(value));

function penaltyTerms({ l1, l2, bias }: Penalty): MathNode[] {
  const squares = bias ? row(inBrackets(sup(mi('w'), mn('2')), mo('+'), sup(mi('b'), mn('2')))) : sup(mi('w'), mn('2'));
  const sizes = bias ? inBrackets(inBars(mi('w')), mo('+'), inBars(mi('b'))) : inBars(mi('w'));
  return [
    ...(l1 > 0 ? [row(mo('+'), lambda(l1), mo('∑'), sizes)] : []),
    ...(l2 > 0 ? [row(mo('+'), fraction(lambda(l2), mn('2')), mo('∑'), squares)] : []),
  ];
}

/** What descends: the mean loss, and the penalties in a line of their own. */
export function objectiveMath(loss: LossSettings, penalty: Penalty): MathNode[] {
  const terms = penaltyTerms(penalty);
  const mean = row(mi('L'), mo('='), fraction(mn('1'), mi('n')), below(mo('∑'), i), rowLoss(loss));
  return terms.length === 0 ? [mean] : [mean, row(...terms)];
}

/** What the names in the loss stand for. */
export function lossWhere(loss: LossSettings, model: Omit<Model, 'loss'>): MathNode[] {
  const isMany = loss.kind === 'softmax';
  const k = mi('k');
  const own = isMany ? sub(mi('η'), k) : mi('η');
  const meaning = row(own, mo('='), predictor(model, isMany ? k : null));
  if (loss.kind === 'huber') {
    const delta = mn(formatShort(loss.delta));
    const r = mi('r');
    const square = row(mi('h'), inBrackets(r), mo('='), fraction(sup(r, mn('2')), mn('2')), mtext(' to '), inBars(r), mo('='), delta);
    const straight = row(mtext('then '), delta, inBrackets(inBars(r), mo('−'), fraction(delta, mn('2'))));
    return [meaning, square, straight];
  }
  if (loss.kind === 'quantile') {
    const u = mi('u');
    const share = mn(formatShort(loss.quantile));
    const least = mn(formatShort(Number((loss.quantile - 1).toPrecision(12))));
    return [meaning, row(mi('q'), inBrackets(u), mo('='), mi('max'), inBrackets(share, u, mo(','), least, u))];
  }
  return [meaning];
}
