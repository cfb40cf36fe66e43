/** @typedef {{ passed: number, failed: number }} Counts */
/** What is read of the report that vitest writes as JSON.
 * @typedef {{ numPassedTests: number, numFailedTests: number,
 *   testResults: { status: string, assertionResults: { status: string }[] }[] }} VitestReport */

/** A check that is one test by itself, such as lint. @param {number} exitCode @returns {Counts} */
export const countCheck = (exitCode) =>
  exitCode === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };

/**
 * The tests of one suite. A suite without a report or without tests is one failure, as is a test file that
 * could not be loaded, and a run that ended badly although no test failed (an unhandled error).
 * @param {VitestReport | null} report
 * @param {number} exitCode
 * @returns {Counts}
 */
export function countSuite(report, exitCode) {
  if (report === null) return { passed: 0, failed: 1 };
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const passed = report.numPassedTests;
  const failed = report.numFailedTests + unloaded;
  const isBroken = failed === 0 && (exitCode !== 0 || passed === 0);
  return { passed, failed: isBroken ? 1 : failed };
}

/** @param {readonly Counts[]} counts @returns {Counts} */
export const addCounts = (counts) => ({
  passed: counts.reduce((sum, { passed }) => sum + passed, 0),
  failed: counts.reduce((sum, { failed }) => sum + failed, 0),
});

/** @param {Counts} counts */
export const countLine = ({ passed, failed }) => `${passed} passed, ${failed} failed`;
