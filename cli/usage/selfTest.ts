import { EXIT_CODES } from './parts';

export const SELF_TEST_USAGE = `fall-line self-test [options]

Solves the eleven linear regressions whose results NIST has certified (Statistical Reference Datasets) as
"fall-line solve" does, and counts the correct decimal digits of the worst coefficient and the worst standard
error. Beside them: the digits that gradient descent reaches in 100,000 steps, and why no more.
Ends with 1 where a set has fewer digits than are asked.

  --json               one JSON object on stdout: source, isPassed, elapsedMs, sets [{ name, nRows, nFeatures,
                       degree, intercept, coefficientDigits, standardErrorDigits, demandedDigits, isPassed,
                       conditionNumber, descent { steps, learningRate, digits, contraction }, why }]
  --quiet              no progress on stderr

${EXIT_CODES}
`;
