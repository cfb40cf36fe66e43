import { UsageError } from '../../../cli/failures';
import { parseTrain } from '../../../cli/options/train';

export const refusal = (parse: () => unknown): string => {
  try {
    parse();
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  return 'accepted';
};
export const train = (...words: string[]) => parseTrain(['data.csv', '--target', 'y', ...words]);
export const trainRefusal = (...words: string[]): string => refusal(() => train(...words));
