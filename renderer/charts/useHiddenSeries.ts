import { ref, type Ref } from 'vue';

/** Which lines of a chart are hidden; an entry of the legend toggles its line. */
export function useHiddenSeries(...atFirst: string[]): { hidden: Ref<ReadonlySet<string>>; toggle: (id: string) => void } {
  const hidden = ref<ReadonlySet<string>>(new Set(atFirst));
  const toggle = (id: string): void => {
    const next = new Set(hidden.value);
    if (!next.delete(id)) next.add(id);
    hidden.value = next;
  };
  return { hidden, toggle };
}
