import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestEngine, type TestEngine } from '../support/engine';

describe('the self-test', () => {
  let bench: TestEngine;
  beforeAll(async () => {
    bench = await createTestEngine();
  });
  afterAll(() => bench.dispose());

  it('passes on all eleven certified sets, and says of each what descent reaches and why', async () => {
    const report = await bench.engine.selfTest();
    console.log(
      report.sets
        .map(({ name, coefficientDigits, standardErrorDigits, conditionNumber, descent, why }) =>
          [
            name.padEnd(9),
            coefficientDigits.toFixed(1),
            standardErrorDigits.toFixed(1),
            conditionNumber?.toExponential(2),
            descent.digits.toFixed(1),
            why,
          ].join(' '),
        )
        .join('\n') + `\n${report.elapsedMs.toFixed(0)} ms`,
    );
    expect(report.isPassed).toBe(true);
    const longley = report.sets.find(({ name }) => name === 'Longley');
    expect(longley?.descent.digits).toBeCloseTo(6.098, 2);
    expect(longley?.why).toContain('2 of 7 directions are still on their way');
    expect(report.source).toContain('NIST');
    expect(report.sets.map(({ name }) => name)).toEqual([
      ...['Norris', 'Pontius', 'NoInt1', 'NoInt2', 'Filip', 'Longley'],
      ...['Wampler1', 'Wampler2', 'Wampler3', 'Wampler4', 'Wampler5'],
    ]);
  });

  it('ends at once when it is cancelled', async () => {
    const aborter = new AbortController();
    const testing = bench.engine.selfTest({ signal: aborter.signal });
    aborter.abort();
    await expect(testing).rejects.toMatchObject({ code: 'cancelled' });
  });
});
