import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { describeModel } from '../../workers/core/export/describedModel';
import { scoreRows } from '../../workers/core/export/evaluate';
import { printOnnx } from '../../workers/core/export/formats/onnx/model';
import { onnxColumn, onnxScores, scoreOnnx } from '../../workers/core/export/formats/onnx/score';
import { largestDifference, type Cell, type Scores } from '../../workers/core/export/scores';
import type { ModelFile } from '../../workers/core/schema';
import { exportCases } from '../support/exportCases';

const TOLERANCE = 1e-12;

const runOnnx = async (bytes: Uint8Array, model: ModelFile, columns: readonly Cell[][]): Promise<Scores> => {
  const { inputs, classNames } = describeModel(model);
  const session = await InferenceSession.create(bytes);
  const feeds = Object.fromEntries(
    inputs.map((input, k) => {
      const values = onnxColumn(input, columns[k]!);
      const tensor =
        input.type === 'text'
          ? new Tensor('string', values.map(String), [values.length, 1])
          : new Tensor('float64', Float64Array.from(values, Number), [values.length, 1]);
      return [input.name, tensor];
    }),
  );
  const outputs = await session.run(feeds);
  await session.release();
  return onnxScores(session.outputNames.map((name) => outputs[name]!.data as ArrayLike<unknown>), classNames);
};

describe('a model written as ONNX', () => {
  it.each(exportCases())('gives in onnxruntime what Fall Line gives: $title', async ({ model, columns }) => {
    const described = describeModel(model);
    const own = scoreRows(described, columns, columns[0]!.length);
    const bytes = printOnnx(model);
    expect(own.predictions.filter((value) => value !== null).length).toBeGreaterThan(40);
    expect(own.predictions).toContain(null);
    expect(largestDifference(own, await runOnnx(bytes, model, columns))).toBeLessThanOrEqual(TOLERANCE);
    expect(largestDifference(own, scoreOnnx(bytes, described, columns, columns[0]!.length))).toBeLessThanOrEqual(TOLERANCE);
  });
});
