/**
 * Positions near `wanted`, in the same order, at least `gap` apart and within [low, high] while they fit; where they do
 * not, the gap shrinks evenly. Overlapping labels form clusters that are centred on the mean of what they want.
 */
export function spreadLabels(wanted: readonly number[], gap: number, low: number, high: number): number[] {
  if (wanted.length === 0) return [];
  const order = wanted.map((_, index) => index).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  const step = Math.min(gap, (high - low) / Math.max(1, wanted.length - 1));
  const clusters: { start: number; size: number; sum: number }[] = [];
  // Less its share of the steps, each label of a cluster asks for the same start.
  for (const [rank, index] of order.entries()) {
    let cluster = { start: 0, size: 1, sum: wanted[index] ?? 0 };
    cluster.start = clampStart(cluster.sum, 1, rank);
    for (let last = clusters.at(-1); last && last.start + last.size * step > cluster.start; last = clusters.at(-1)) {
      clusters.pop();
      const sum = last.sum + cluster.sum - last.size * cluster.size * step;
      const size = last.size + cluster.size;
      cluster = { start: clampStart(sum / size, size, rank), size, sum };
    }
    clusters.push(cluster);
  }

  function clampStart(start: number, size: number, lastRank: number): number {
    const before = lastRank - size + 1;
    const after = wanted.length - 1 - before;
    return Math.min(Math.max(start, low + before * step), high - after * step);
  }

  const positions = new Array<number>(wanted.length).fill(0);
  let rank = 0;
  for (const cluster of clusters) {
    for (let member = 0; member < cluster.size; member++) {
      positions[order[rank++] ?? 0] = cluster.start + member * step;
    }
  }
  return positions;
}
