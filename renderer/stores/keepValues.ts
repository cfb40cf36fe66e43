import type { Ref } from 'vue';

/** Takes down what the refs hold; what is returned brings it back. */
export function keepValues(...refs: readonly Ref<unknown>[]): () => void {
  const values = refs.map((ref) => ref.value);
  return () => {
    for (const [index, ref] of refs.entries()) ref.value = values[index];
  };
}
