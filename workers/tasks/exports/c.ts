import { join } from 'node:path';
import { copyFile, writeFile } from 'node:fs/promises';
import { fieldNames } from '../../core/export/formats/c';
import type { DescribedModel } from '../../core/export/describedModel';
import type { Cell, Scores } from '../../core/export/scores';
import { lastLine, runChild } from './child';
import type { Consumed, Consumer } from './consumer';

const COMPILE_MS = 120_000;
const RUN_MS = 30_000;
const COMPILERS = process.platform === 'win32' ? ['gcc', 'clang'] : ['cc', 'gcc', 'clang'];

/** Reads cells from stdin, each after `v` or, where missing, `n`, and ended by NUL; prints a line a row. */
const mainOf = ({ inputs, classNames }: DescribedModel): string => {
  const fields = fieldNames(inputs);
  const reads = inputs.map(({ type }, j) => {
    const read = { number: 'strtod(p + 1, NULL)', boolean: 'strtod(p + 1, NULL)', text: 'p + 1', date: '', timestamp: '' }[type];
    const missing = type === 'text' ? 'NULL' : 'NAN';
    return `        row.${fields[j]} = *p == 'v' ? ${read || 'fall_line_days(p + 1)'} : ${missing};\n        p += strlen(p) + 1;\n`;
  });
  const nClasses = classNames?.length ?? 0;
  const probabilities =
    nClasses === 0
      ? ''
      : `        double probabilities[${nClasses}];
        fall_line_probabilities(&row, probabilities);
        for (int k = 0; k < ${nClasses}; k++) printf(" %.17g", probabilities[k]);
`;
  return `#include "model.c"
#include <stdlib.h>

int main(void)
{
    size_t room = 1 << 20, size = 0, read;
    char *text = malloc(room + 1);
    while (text != NULL && (read = fread(text + size, 1, room - size, stdin)) > 0) {
        size += read;
        if (size == room) text = realloc(text, (room *= 2) + 1);
    }
    if (text == NULL) return 1;
    text[size] = 0;
    for (const char *p = text; *p == 'r';) {
        struct fall_line_row row;
        p += 2;
${reads.join('')}        printf("%.17g", fall_line_predict(&row));
${probabilities}        printf("\\n");
    }
    free(text);
    return 0;
}
`;
};

const inputOf = (columns: readonly Cell[][], nRows: number): string =>
  Array.from({ length: nRows }, (_, i) => {
    const cells = columns.map((column) => {
      const cell = column[i] ?? null;
      if (cell === null) return 'n\0';
      return `v${typeof cell === 'string' ? cell : Number(cell)}\0`;
    });
    return `r\0${cells.join('')}`;
  }).join('');

const number = (text: string): number | null => (/nan/i.test(text) ? null : Number(text.replace(/^(-?)inf.*$/i, '$1Infinity')));

export const consumeC: Consumer = async ({ path, rows, described, folder, control }): Promise<Consumed> => {
  const source = join(folder, 'main.c');
  const program = join(folder, 'model');
  await copyFile(path, join(folder, 'model.c'));
  await writeFile(source, mainOf(described));
  for (const compiler of COMPILERS) {
    const args = ['-std=c99', '-O1', source, '-o', program, '-lm'];
    const compiled = await runChild(compiler, args, control, { folder, limitMs: COMPILE_MS });
    if (compiled.isMissing) continue;
    // A compiler without the headers of the system library cannot compile anything.
    if (/(math|stdio|string|stddef)\.h: No such file/.test(compiled.stderr)) continue;
    if (compiled.code !== 0) return { outcome: 'failed', consumer: `${compiler} could not compile it: ${lastLine(compiled)}` };
    const end = await runChild(program, [], control, { folder, input: inputOf(rows.columns, rows.nRows), limitMs: RUN_MS });
    if (end.code !== 0) return { outcome: 'failed', consumer: `The compiled program ended before its time: ${lastLine(end)}` };
    const lines = end.stdout.trimEnd().split('\n').map((line) => line.split(' ').map(number));
    const scores: Scores = {
      predictions: lines.map(([value]) => value ?? null),
      probabilities: (described.classNames ?? []).map((_, k) => lines.map((line) => line[k + 1] ?? null)),
    };
    return { outcome: 'scored', scores, consumer: `${compiler}, compiled as C99` };
  }
  return { outcome: 'absent', consumer: 'Not run: this machine has no C compiler (cc, gcc or clang) with the standard headers.' };
};
