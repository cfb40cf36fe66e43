/** What a key does in a focused chart; null for keys that are not the chart's. */
export type PlotAction =
  | { kind: 'move'; records: number }
  | { kind: 'page'; direction: -1 | 1 }
  | { kind: 'end'; direction: -1 | 1 }
  | { kind: 'zoom'; factor: number }
  | { kind: 'reset' };

export function plotAction(key: string, shift: boolean): PlotAction | null {
  switch (key) {
    case 'ArrowLeft':
      return shift ? { kind: 'page', direction: -1 } : { kind: 'move', records: -1 };
    case 'ArrowRight':
      return shift ? { kind: 'page', direction: 1 } : { kind: 'move', records: 1 };
    case 'PageUp':
      return { kind: 'page', direction: -1 };
    case 'PageDown':
      return { kind: 'page', direction: 1 };
    case 'Home':
      return { kind: 'end', direction: -1 };
    case 'End':
      return { kind: 'end', direction: 1 };
    case '+':
    case '=':
      return { kind: 'zoom', factor: 0.5 };
    case '-':
      return { kind: 'zoom', factor: 2 };
    case 'Escape':
      return { kind: 'reset' };
    default:
      return null;
  }
}
