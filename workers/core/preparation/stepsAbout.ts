/** Of the sentences of a preparation those about one column: what was done to its values, and the statistics of that. */
export const stepsAbout = (steps: readonly string[], column: string): string[] => {
  const beginnings = [
    `Rows in which ${column} is missing `,
    `Missing values of ${column} become `,
    `Values of ${column} below `,
    `The features of ${column} are multiplied `,
    `${column} becomes `,
    `${column} is 1 where `,
    `${column} enters with `,
  ];
  const multiplied = `are multiplied with those of ${column}.`;
  return steps.filter((step) => beginnings.some((words) => step.startsWith(words)) || step.endsWith(multiplied));
};
