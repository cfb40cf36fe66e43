import { describe, expect, it } from 'vitest';
import {
  controlByteLength,
  nextSnapshot,
  openControlBlock,
  publishSnapshot,
  readSnapshot,
  SLOT,
  SNAPSHOT,
  snapshotGradient,
  snapshotTheta,
} from '../../../../workers/core/training/controlBlock';

const open = () => openControlBlock(new SharedArrayBuffer(controlByteLength(3, 2)), 3, 2);

describe('the control block', () => {
  it('has slots that do not overlap', () => {
    const slots = Object.values(SLOT);
    expect(new Set(slots).size).toBe(slots.length);
    const block = open();
    const views = [block.ints, block.learningRate, block.theta, block.vector, block.computeMs, ...block.snapshots];
    const ranges = views.map((view) => [view.byteOffset, view.byteOffset + view.byteLength] as const);
    ranges.sort((a, b) => a[0] - b[0]);
    ranges.forEach(([, end], i) =>
      expect(end).toBeLessThanOrEqual(ranges[i + 1]?.[0] ?? block.ints.buffer.byteLength),
    );
    expect(snapshotGradient(3, 2) - snapshotTheta(3)).toBe(2);
  });

  it('has no snapshot before the first is published, then the newest', () => {
    const block = open();
    const out = new Float64Array(block.snapshots[0]!.length);
    expect(readSnapshot(block, out)).toBe(false);
    for (let step = 0; step < 11; step++) {
      nextSnapshot(block).fill(step);
      publishSnapshot(block);
      expect(readSnapshot(block, out)).toBe(true);
      expect(out.every((value) => value === step)).toBe(true);
    }
  });

  it('is filled beside the newest snapshot, which stays readable', () => {
    const block = open();
    nextSnapshot(block).fill(1);
    publishSnapshot(block);
    nextSnapshot(block)[SNAPSHOT.step] = 2;
    const out = new Float64Array(block.snapshots[0]!.length);
    readSnapshot(block, out);
    expect(out[SNAPSHOT.step]).toBe(1);
  });

  it('goes on past 2^31 snapshots', () => {
    const block = open();
    const out = new Float64Array(block.snapshots[0]!.length);
    Atomics.store(block.ints, SLOT.newest, 2 ** 31 - 2);
    for (let i = 0; i < 4; i++) {
      nextSnapshot(block).fill(i);
      publishSnapshot(block);
      expect(readSnapshot(block, out)).toBe(true);
      expect(out[0]).toBe(i);
    }
  });
});
