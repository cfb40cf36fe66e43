/** What a worker's time goes into, in the order of its bar. */
export const WORK_PARTS = [
  { name: 'compute', meaning: 'Loss and gradient of the rows that the worker holds.' },
  { name: 'reduce', meaning: 'Adding up the parts of all workers and taking the step, by worker 1.' },
  { name: 'wait', meaning: 'Waiting for the other workers, so that all begin the next step together.' },
] as const;
