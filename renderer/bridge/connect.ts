import { connect } from './client';

/** The only reader of window.api. A build with `--mode fake` runs in a plain browser on simulated data. */
export async function connectWindow(): Promise<void> {
  if (window.api !== undefined) {
    connect(window.api);
  } else if (import.meta.env.MODE === 'fake') {
    const { createFakeApi } = await import('./fake/fakeApi');
    connect(createFakeApi());
  } else {
    throw new Error('Fall Line runs in its own window: start it with npm start.');
  }
}
