/** The `count` things of the largest size seen so far, largest first; of equal ones the first that was seen comes first. */
export interface Hardest<T> {
  /** Whether something of this size would be kept: to make it only then. */
  takes(size: number): boolean;
  add(size: number, thing: T): void;
  readonly things: readonly T[];
}

export const createHardest = <T>(count: number): Hardest<T> => {
  const kept: { size: number; thing: T }[] = [];
  const takes = (size: number): boolean => count > 0 && (kept.length < count || size > kept[kept.length - 1]!.size);
  return {
    takes,
    add: (size, thing) => {
      if (!takes(size)) return;
      let place = kept.length;
      while (place > 0 && size > kept[place - 1]!.size) place--;
      kept.splice(place, 0, { size, thing });
      if (kept.length > count) kept.pop();
    },
    get things() {
      return kept.map(({ thing }) => thing);
    },
  };
};
