import { describe, expect, it } from 'vitest';
import { predictionLines } from '../../../workers/core/export/predictionsCsv';

describe('the table of predictions', () => {
  it('of a quantity has its number at full precision', () => {
    const { header, line, emptyLine } = predictionLines(null);
    const predictions = { values: Float64Array.of(0.1 + 0.2, -0), probabilities: [] };
    expect(header).toBe('row,prediction\n');
    expect(line(7, predictions, 0, null)).toBe('7,0.30000000000000004\n');
    expect(line(8, predictions, 1, null)).toBe('8,-0\n');
    expect(emptyLine(9)).toBe('9,\n');
  });

  it('of classes has the label and the probability of each', () => {
    const { header, line, emptyLine } = predictionLines(['-1', 'a,"b"', '=1+1']);
    const predictions = {
      values: Float64Array.of(0, 1, 2),
      probabilities: [Float64Array.of(1, 0, 0), Float64Array.of(0, 1, 0), Float64Array.of(0, 0, 1)],
    };
    expect(header).toBe('row,prediction,p(-1),"p(a,""b"")",p(=1+1)\n');
    expect(line(1, predictions, 0, null)).toBe('1,-1,1,0,0\n');
    expect(line(2, predictions, 1, null)).toBe('2,"a,""b""",0,1,0\n');
    // A spreadsheet would run it.
    expect(line(3, predictions, 2, null)).toBe("3,'=1+1,0,0,1\n");
    expect(emptyLine(4)).toBe('4,,,,\n');
  });

  it('have the ends of the interval behind the prediction where that is asked for', () => {
    const { header, line, emptyLine } = predictionLines(null, true);
    const predictions = { values: Float64Array.of(3), probabilities: [] };
    expect(header).toBe('row,prediction,low,high\n');
    expect(line(1, predictions, 0, Float64Array.of(0.5))).toBe('1,3,2.5,3.5\n');
    expect(emptyLine(2)).toBe('2,,,\n');
  });
});
