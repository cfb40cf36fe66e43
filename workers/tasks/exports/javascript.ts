import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Cell, Scores } from '../../core/export/scores';
import { classNumber, type Consumer } from './consumer';

type Predicted = number | { label: string; probabilities: number[] } | null;

interface Module {
  predict: (row: Record<string, Cell>) => Predicted;
}

/** Of each class a column, missing in all where a row has none. */
const columnsOf = (answers: readonly Predicted[], nClasses: number): (number | null)[][] =>
  Array.from({ length: nClasses }, (_, k) =>
    answers.map((answer) => (typeof answer === 'object' && answer !== null ? answer.probabilities[k]! : null)),
  );

export const consumeJavascript: Consumer = async ({ path, rows, described, folder, control }) => {
  const copy = join(folder, 'model.mjs');
  await copyFile(path, copy);
  control.check();
  const { predict } = (await import(/* @vite-ignore */ pathToFileURL(copy).href)) as Module;
  const { inputs, classNames } = described;
  const answers = Array.from({ length: rows.nRows }, (_, i) =>
    predict(Object.fromEntries(inputs.map(({ name }, j) => [name, rows.columns[j]![i] ?? null]))),
  );
  const scores: Scores = {
    predictions: answers.map((answer) =>
      typeof answer === 'object' && answer !== null ? classNumber(described, answer.label) : answer,
    ),
    probabilities: columnsOf(answers, classNames?.length ?? 0),
  };
  return { outcome: 'scored', scores, consumer: `Node ${process.versions.node}` };
};
