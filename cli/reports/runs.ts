import { encodeFigures } from '../../workers/core/keptRuns/figures';
import { endOf } from '../../workers/core/keptRuns/runsCsv';
import { settingRows } from '../../workers/core/keptRuns/settingRows';
import type { KeptRun, KeptRunList } from '../../workers/core/schema';
import { byteSize, count, counted, cut, duration, facts, number, printable, table } from '../format';
import { lossWords, STOP_WORDS } from './words';

const dateText = (iso: string): string => iso.slice(0, 16).replace('T', ' ');
const figure = (value: number | null): string => (value === null || Number.isNaN(value) ? '' : number(value, 6));
const shown = (text: string, length: number): string => cut(printable(text), length);

const markOf = ({ isBaseline, isOpen, canResume }: KeptRun): string =>
  `${isBaseline ? '*' : ''}${isOpen ? '+' : canResume ? '>' : ''}`;

/** Numbers that JSON does not know are texts. */
export const runsJson = (value: unknown): string => JSON.stringify(value, encodeFigures, 2);

export const runsText = ({ runs, damaged, folder, byteLength }: KeptRunList): string => {
  const column = (title: string, cell: (run: KeptRun) => string, numeric = false) => ({ title, cells: runs.map(cell), numeric });
  const lines =
    runs.length === 0
      ? ['No run is kept yet. "fall-line train FILE --target NAME" makes one.']
      : table([
          column('', markOf),
          column('id', ({ id }) => id.slice(0, 8)),
          column('started (UTC)', ({ startedAt }) => dateText(startedAt)),
          column('name', ({ name }) => shown(name, 24)),
          column('file', ({ data }) => shown(data.fileName, 24)),
          column('target', ({ info }) => shown(info.targetName, 20)),
          column('loss', ({ settings }) => lossWords(settings.loss)),
          column('optimiser', ({ settings }) => settings.optimizer.kind),
          column('rate', ({ last }) => number(last.learningRate, 4), true),
          column('steps', ({ last }) => count(last.steps), true),
          column('value', ({ last }) => figure(last.loss), true),
          column('validation', ({ bestValidationLoss }) => figure(bestValidationLoss), true),
          column('time', ({ last }) => duration(last.elapsedMs)),
          column('end', endOf),
        ]);
  return [
    ...lines,
    ...damaged.map(({ message }) => printable(message)),
    '',
    `${counted(runs.length, 'run')}, ${byteSize(byteLength)} in ${printable(folder)}`,
  ].join('\n');
};

export const runText = (run: KeptRun): string => {
  const { last, info } = run;
  const ended = last.stopReason === null ? endOf(run) : STOP_WORDS[last.stopReason];
  const figures: [string, string][] = [
    ['run', run.id],
    ['started', `${dateText(run.startedAt)} UTC`],
    ['name', printable(run.name)],
    ['note', printable(run.note)],
    ['file', printable(run.data.path)],
    ['rows', count(info.nSamples)],
    ['steps', `${count(last.steps)}, ${ended}`],
    ['loss', number(last.loss)],
    ['objective', `${number(last.objective)} = ${info.objective}`],
    ['validation loss', figure(last.validationLoss)],
    ['best', run.bestValidationLoss === null ? '' : `${number(run.bestValidationLoss)} at step ${count(run.bestStep)}`],
    ['gradient norm', number(last.gradientNorm)],
    ['time', duration(last.elapsedMs)],
    ['theta SHA-256', last.thetaHash],
    ['resume', run.canResume ? `fall-line runs resume ${run.id.slice(0, 8)}` : ''],
  ];
  const settings = settingRows(run).map(({ title, value }): [string, string] => [title, shown(value, 200)]);
  return [...facts(figures.filter(([, value]) => value !== '')), '', 'Settings', ...facts(settings)].join('\n');
};
