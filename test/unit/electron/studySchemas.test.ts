import { describe, expect, it } from 'vitest';
import { studySchemas } from '../../../electron/main/ipc/schemas/studies';
import { settingsOf } from '../../support/runs';

const study = (change: object): boolean =>
  studySchemas['study/start'].safeParse({
    datasetId: 'dataset',
    study: { recipe: null, settings: settingsOf(2), request: { kind: 'folds', k: 5, seed: 1 }, ...change },
  }).success;

describe('a study is let through', () => {
  it('of each kind, with and without a recipe, also where its numbers are for the engine to refuse', () => {
    expect(study({})).toBe(true);
    expect(study({ request: { kind: 'folds', k: NaN, seed: 1 } })).toBe(true);
    expect(study({ request: { kind: 'learning-curve', shares: [0.5, 1], seed: 1 } })).toBe(true);
    expect(study({ request: { kind: 'path', penalty: 'l1', values: [] } })).toBe(true);
    const recipe = { target: 'y', features: ['a'], entries: [{ kind: 'weights', column: 'w' }], scaling: 'none', intercept: true };
    expect(study({ recipe })).toBe(true);
  });

  it('and never of another kind, with fields of its own or more values than anyone could want', () => {
    expect(study({ request: { kind: 'path', penalty: 'l3', values: [1] } })).toBe(false);
    expect(study({ request: { kind: 'folds', k: 5, seed: 1, path: '/etc' } })).toBe(false);
    expect(study({ request: { kind: 'path', penalty: 'l1', values: new Array(100_001).fill(1) } })).toBe(false);
    expect(study({ recipe: { target: 'y' } })).toBe(false);
  });
});
