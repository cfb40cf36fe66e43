import type { DesignSettings } from '../schema';

export type DesignField = 'degree' | 'validationShare' | 'seed';

interface DesignIssue {
  field: DesignField;
  message: string;
}

/** Powers beyond it say nothing that float64 could hold apart. */
export const MAX_DEGREE = 20;

export const degreeIssue = (degree: number): string | null =>
  Number.isSafeInteger(degree) && degree >= 1 && degree <= MAX_DEGREE
    ? null
    : `The degree is ${degree}. Choose a whole number from 1 to ${MAX_DEGREE}.`;

/** What is wrong with what becomes of the rows: one sentence with the value, and one with the remedy. */
export const designIssues = ({ degree, validationShare, seed }: DesignSettings): DesignIssue[] => {
  const issues: DesignIssue[] = [];
  const ofDegree = degreeIssue(degree);
  if (ofDegree !== null) issues.push({ field: 'degree', message: ofDegree });
  if (!(validationShare >= 0 && validationShare < 1)) {
    const message = `The share of rows for validation is ${validationShare}. Choose a number from 0 to below 1, for example 0.2.`;
    issues.push({ field: 'validationShare', message });
  }
  if (!Number.isSafeInteger(seed)) {
    issues.push({ field: 'seed', message: `The seed is ${seed}. Choose a whole number, for example 1.` });
  }
  return issues;
};
