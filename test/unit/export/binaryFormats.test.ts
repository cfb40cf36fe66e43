import { describe, expect, it } from 'vitest';
import { describeModel } from '../../../workers/core/export/describedModel';
import { scoreRows } from '../../../workers/core/export/evaluate';
import { onnxModel, printOnnx } from '../../../workers/core/export/formats/onnx/model';
import { readOnnx } from '../../../workers/core/export/formats/onnx/read';
import { scoreOnnx } from '../../../workers/core/export/formats/onnx/score';
import { printPmml } from '../../../workers/core/export/formats/pmml/model';
import { scorePmml } from '../../../workers/core/export/formats/pmml/score';
import { largestDifference, type Cell } from '../../../workers/core/export/scores';
import { distinctNames, tableFormatOf } from '../../../workers/core/export/tableColumns';
import type { ModelFile } from '../../../workers/core/schema';
import { exportCases } from '../../support/exportCases';

const [plain] = exportCases();
const withColumns = (columnNames: string[], change: Partial<ModelFile> = {}): ModelFile => ({
  ...plain!.model,
  columnNames,
  featureNames: columnNames,
  weights: columnNames.map((_, j) => j + 0.5),
  bias: -1,
  degree: 1,
  ...change,
});

const differences = (model: ModelFile, columns: Cell[][], nRows: number): number[] => {
  const described = describeModel(model);
  const own = scoreRows(described, columns, nRows);
  return [
    largestDifference(own, scoreOnnx(printOnnx(model), described, columns, nRows)),
    largestDifference(own, scorePmml(printPmml(model), described, columns, nRows)),
  ];
};

describe('ONNX and PMML', () => {
  it('keep columns apart from what they name themselves', () => {
    const names = ['prediction', 'constant_1', 'matmul_2', 'derived 1', 'label', 'probabilities', 'probability(a)', plain!.model.targetName];
    const columns = names.map((_, j) => [j, 2 - j, null]);
    expect(differences(withColumns(names), columns, 3)).toEqual([0, 0]);
    const { graph } = onnxModel(withColumns(names));
    const all = [...graph.inputs, ...graph.outputs, ...graph.initializers].map(({ name }) => name);
    expect(new Set(all).size).toBe(all.length);
  });

  it('are there for a model without features, for any number of rows', () => {
    expect(differences(withColumns([]), [], 4)).toEqual([0, 0]);
  });

  it.each(exportCases())('ONNX reads back as what was written, every constant in use: $title', ({ model }) => {
    const written = onnxModel(model);
    const { graph, ...rest } = readOnnx(printOnnx(model));
    expect({ graph, ...rest }).toEqual(written);
    const used = new Set(graph.nodes.flatMap(({ inputs }) => inputs));
    expect(graph.initializers.filter(({ name }) => !used.has(name))).toEqual([]);
  });

  it('PMML refuses a name that XML has no place for, with a remedy', () => {
    expect(() => printPmml(withColumns(['a\u0001b']))).toThrow(
      'The text "a\\u0001b" holds a control character, which XML cannot hold. Rename the column or level in the file and train again, or choose another format.',
    );
  });
});

describe('tables', () => {
  it('tell names apart by more than their case', () => {
    expect(distinctNames(['a', 'A', 'a (2)', 'b', 'a'])).toEqual(['a', 'A (2)', 'a (2) (2)', 'b', 'a (3)']);
  });

  it('are Parquet by the end of their name alone', () => {
    expect(['x.parquet', 'x.PARQUET', 'parquet', 'x.parquet.csv', ''].map(tableFormatOf)).toEqual(['parquet', 'parquet', 'csv', 'csv', 'csv']);
  });
});
