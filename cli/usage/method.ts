import { LOSSES } from '../../workers/core/losses/catalogue';
import { OPTIMISERS } from '../../workers/core/optimisers/catalogue';
import { SCHEDULES } from '../../workers/core/schedules/catalogue';
import { kindsOf, parametersOf, type Choices } from '../../workers/core/training/choices';
import { DEFAULT_METHOD } from '../../workers/core/training/defaults';

const listed = <U extends { kind: string }>(choices: Choices<U>): string =>
  kindsOf(choices)
    .map((kind) => {
      const parameters = parametersOf(choices, kind).map(
        (parameter) => `${parameter.name}=${kind === 'cosine' ? 'N of --steps' : parameter.default}`,
      );
      const name = parameters.length === 0 ? kind : `${kind}:${parameters.join(',')}`;
      return `    ${name}\n        ${choices[kind].formula}`;
    })
    .join('\n');

export const LOSS_USAGE = `  --loss NAME          what a row costs, averaged over the rows; default ${DEFAULT_METHOD.loss.kind}. One of the following, with
                       its parameter where wanted: --loss huber:delta=2, or short huber:2
                       (eta: the sum of the terms; y: the target)
${listed(LOSSES)}`;

export const METHOD_USAGE = `Loss, penalties, optimiser and schedule. Weights w are those of the space in which training runs (columns
standardised with the 1/N deviation unless --no-standardize).
${LOSS_USAGE}
  --l2 V               adds (V/2) ||w||^2 to the mean loss; default ${DEFAULT_METHOD.penalty.l2}
  --l1 V               adds V ||w||_1, by a proximal step; default ${DEFAULT_METHOD.penalty.l1}. With --l2: elastic net.
                       Only with optimisers that have a proximal step.
  --penalize-bias      the bias belongs to w there; default: it is free
  --optimizer NAME     one of the following, with parameters where wanted: --optimizer adam:beta1=0.8
                       (shown: the conventional values; g: gradient, eta: learning rate)
${listed(OPTIMISERS)}
  --schedule NAME      what the learning rate of update t = 0, 1, ... is multiplied by, or how it is found
${listed(SCHEDULES)}
  --batch N            rows of a step; default: all. 1 is stochastic descent. The rows are shuffled by the
                       seed, the order of the batches at each epoch.
  --clip V             a gradient longer than V is shortened to V; default: off
  --average-from STEP  the result is the mean of the parameters from that step on; default: the last ones
  --gradient WHERE     where the gradient of all rows comes from; default ${DEFAULT_METHOD.gradient}
                       sharded: from the rows, at each step, by the workers
                       factored: from R of one QR pass over the rows, squared loss only; the same steps to
                       rounding, and each costs (number of columns)^2 whatever the number of rows
                       auto: factored where it is possible and pays`;
