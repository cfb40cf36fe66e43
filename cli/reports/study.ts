import type { StudyEntry, StudyResult } from '../../workers/core/schema';
import { validationSpread, type Spread } from '../../workers/core/studies/spread';
import { count, counted, cut, number, printable, table } from '../format';
import { jsonText } from './trainJson';

const MOST_WEIGHTS = 8;
const WORDS: Record<StudyResult['kind'], { title: string; first: string }> = {
  folds: { title: 'Cross-validation', first: 'fold' },
  'learning-curve': { title: 'Learning curve', first: 'rows trained on' },
  path: { title: 'Path of a penalty', first: 'penalty' },
};

const finiteOrNull = (value: number | null): number | null => (value !== null && Number.isFinite(value) ? value : null);
const shown = (value: number | null): string => (value === null ? '' : number(value, 8));

/** `0.52, standard deviation 0.03 over 5 folds (0.49 to 0.57)`. */
export const spreadWords = ({ mean, deviation, count: n, least, greatest }: Spread): string => {
  const spread = deviation === null ? '' : `, standard deviation ${number(deviation, 4)}`;
  return `${number(mean, 8)}${spread} over ${counted(n, 'fold')} (${number(least, 6)} to ${number(greatest, 6)})`;
};

const spreadObject = ({ mean, deviation, count: n }: Spread): Record<string, number | null> => ({
  mean,
  standardDeviation: deviation,
  count: n,
});

const entryObject = (featureNames: string[], { label, value: of, nTraining, nValidation, weights, problem, ...entry }: StudyEntry): Record<string, unknown> => ({
  ...{ label, value: of, nTraining, nValidation },
  trainingLoss: finiteOrNull(entry.trainingLoss),
  validationLoss: finiteOrNull(entry.validationLoss),
  weights: weights?.map((value, j) => ({ name: featureNames[j] ?? '', value: finiteOrNull(value) })) ?? null,
  problem,
});

export const studyObject = (result: StudyResult): Record<string, unknown> => {
  const spread = result.kind === 'folds' ? validationSpread(result.entries) : null;
  return {
    study: result.kind,
    validation: spread && spreadObject(spread),
    entries: result.entries.map((entry) => entryObject(result.featureNames, entry)),
    notes: result.notes,
    elapsedMs: result.elapsedMs,
  };
};

export const studyJson = (result: StudyResult): string => jsonText(studyObject(result));

const weightColumns = ({ kind, entries, featureNames }: StudyResult) => {
  // Of softmax there is a set for each class, and none is shown.
  if (kind !== 'path' || entries.every(({ weights }) => weights === null)) return [];
  const nKept = ({ weights }: StudyEntry): string => (weights ? count(weights.filter((weight) => weight !== 0).length) : '');
  return [
    { title: 'weights not 0', cells: entries.map(nKept), numeric: true },
    ...(featureNames.length > MOST_WEIGHTS
      ? []
      : featureNames.map((name, j) => ({
          title: cut(printable(name), 20),
          cells: entries.map(({ weights }) => (weights ? number(weights[j] ?? NaN, 6) : '')),
          numeric: true,
        }))),
  ];
};

/** What `train --folds` adds. */
export const foldsText = (folds: StudyResult | null): string => (folds ? `\n${studyText(folds)}\n` : '');
export const foldsObject = (folds: StudyResult | null): Record<string, unknown> =>
  folds ? { folds: studyObject(folds) } : {};

export const studyText = (result: StudyResult): string => {
  const { kind, entries } = result;
  const { title, first } = WORDS[kind];
  const spread = kind === 'folds' ? validationSpread(entries) : null;
  const isValidated = entries.some(({ validationLoss }) => validationLoss !== null);
  const problems = entries.filter(({ problem }) => problem !== null);
  const column = (name: string, cell: (entry: StudyEntry) => string) => ({ title: name, cells: entries.map(cell), numeric: true });
  return [
    title,
    '',
    ...table([
      column(first, ({ value }) => number(value, 6)),
      ...(kind === 'learning-curve' ? [] : [column('rows', ({ nTraining }) => count(nTraining))]),
      column('left out', ({ nValidation }) => count(nValidation)),
      column('training loss', ({ trainingLoss }) => shown(trainingLoss)),
      ...(isValidated ? [column('validation loss', ({ validationLoss }) => shown(validationLoss))] : []),
      ...weightColumns(result),
    ]),
    ...(spread ? ['', `Validation loss: ${spreadWords(spread)}`] : []),
    ...(problems.length > 0 ? ['', ...problems.map(({ label, problem }) => `${label}: ${printable(problem ?? '')}`)] : []),
  ].join('\n');
};
