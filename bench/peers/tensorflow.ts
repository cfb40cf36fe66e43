import { setWasmPaths, version_wasm } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';

/** The same descent in TensorFlow.js on its WASM backend: float32, one thread, as it is in Node. */
export interface TensorFlowPeer {
  version: string;
  msPerStep(nSteps: number): number;
  close(): void;
}

/** `columns`: the features in order and the target last. */
export const startTensorFlow = async (columns: readonly Float64Array[]): Promise<TensorFlowPeer> => {
  const require = createRequire(import.meta.url);
  setWasmPaths(`${dirname(require.resolve('@tensorflow/tfjs-backend-wasm'))}/`);
  await tf.setBackend('wasm');
  const features = columns.slice(0, -1);
  const nSamples = columns[0]!.length;
  const rows = new Float32Array(nSamples * features.length);
  features.forEach((column, j) => {
    for (let i = 0; i < nSamples; i++) rows[i * features.length + j] = column[i]!;
  });
  const X = tf.tensor2d(rows, [nSamples, features.length]);
  const y = tf.tensor2d(Float32Array.from(columns.at(-1)!), [nSamples, 1]);
  const rate = 0.01 * (2 / nSamples);
  const step = (w: tf.Tensor, b: tf.Tensor): [tf.Tensor, tf.Tensor] => {
    const r = tf.sub(tf.add(tf.matMul(X, w), b), y);
    return [tf.sub(w, tf.mul(rate, tf.matMul(X, r, true, false))), tf.sub(b, tf.mul(rate, tf.sum(r)))];
  };
  const descend = (nSteps: number): void => {
    let state: [tf.Tensor, tf.Tensor] = [tf.zeros([features.length, 1]), tf.scalar(0)];
    for (let k = 0; k < nSteps; k++) {
      const next = tf.tidy(() => step(...state));
      tf.dispose(state);
      state = next;
    }
    state[0].dataSync();
    tf.dispose(state);
  };
  descend(2);
  return {
    version: version_wasm,
    msPerStep: (nSteps) => {
      const startedAt = performance.now();
      descend(nSteps);
      return (performance.now() - startedAt) / nSteps;
    },
    close: () => tf.dispose([X, y]),
  };
};
