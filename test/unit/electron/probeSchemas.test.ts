import { describe, expect, it } from 'vitest';
import { probeSchemas } from '../../../electron/main/ipc/schemas/probes';

const probe = (request: unknown): boolean =>
  probeSchemas['run/probe'].safeParse({ runId: 'run', slot: 'dial', request }).success;

describe('a question about the objective is let through', () => {
  it('with typed arrays of float64', () => {
    expect(probe({ kind: 'objectives', points: Float64Array.of(1, 2), maxRows: null })).toBe(true);
    expect(probe({ kind: 'slope', theta: Float64Array.of(1), vectors: new Float64Array(0), maxRows: 200_000 })).toBe(true);
    expect(probe({ kind: 'rows', theta: Float64Array.of(1), nFirst: 3, parameter: 0, nHardest: 3 })).toBe(true);
  });

  it('and never with other arrays, too many numbers, shared memory or a part of a row', () => {
    expect(probe({ kind: 'objectives', points: [1, 2], maxRows: null })).toBe(false);
    expect(probe({ kind: 'objectives', points: Float32Array.of(1), maxRows: null })).toBe(false);
    expect(probe({ kind: 'objectives', points: new Float64Array(8 * 2 ** 20 + 1), maxRows: null })).toBe(false);
    expect(probe({ kind: 'extremes', theta: new Float64Array(new SharedArrayBuffer(8)), maxRows: null })).toBe(false);
    expect(probe({ kind: 'extremes', theta: Float64Array.of(1), maxRows: 0 })).toBe(false);
    expect(probe({ kind: 'rows', theta: Float64Array.of(1), nFirst: 1.5, parameter: 0, nHardest: 3 })).toBe(false);
    expect(probe({ kind: 'rows', theta: Float64Array.of(1), nFirst: 1, parameter: 0, nHardest: 1e6 })).toBe(false);
  });
});
