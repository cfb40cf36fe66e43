/** What a worker's time goes into, in the order of its bar. */
export const WORK_PARTS = [
  { name: 'compute', meaning: 'Loss and gradient over the rows of the worker, the slowest one counts.' },
  { name: 'reduce', meaning: 'Adding up the parts of all workers and taking the step; the first worker does it.' },
  { name: 'wait', meaning: 'Waiting for the others, so that all begin the next step together.' },
] as const;
