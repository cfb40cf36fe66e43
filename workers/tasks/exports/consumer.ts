import type { DescribedModel } from '../../core/export/describedModel';
import type { Scores } from '../../core/export/scores';
import type { Control } from '../data/control';
import type { CheckRequest } from './messages';

export interface ConsumerJob extends CheckRequest {
  described: DescribedModel;
  control: Control;
}

/** `scores`: of the first rows, as many as it had time for. Otherwise `consumer` says why there are none, in one sentence. */
export type Consumed =
  | { outcome: 'scored'; scores: Scores; consumer: string }
  /** What would run it is not on this machine. */
  | { outcome: 'absent'; consumer: string }
  /** It is, and could not. */
  | { outcome: 'failed'; consumer: string };

/** Runs a written file as its reader would. */
export type Consumer = (job: ConsumerJob) => Consumed | Promise<Consumed>;

/** The number of a class by its label; one that there is not is no prediction. */
export const classNumber = ({ classNames }: DescribedModel, label: unknown): number | null => {
  const number = classNames?.indexOf(String(label)) ?? -1;
  return label === null || number < 0 ? null : number;
};
