import { shallowRef, type ShallowRef } from 'vue';
import { formatCount, formatNumber } from '../format/number';
import { lastStep, readingAt, stepAfter } from './plot';
import { plotAction, type PlotAction } from './plotKeys';
import type { LineChartProps, LinePlot } from './useLinePlot';
import { follow } from './view';

/** Share of the visible steps that Page Up and Page Down move the reading by. */
const PAGE = 0.1;

/** Moves the reading and the zoom by keys; `announcement` is what a screen reader says. */
export function usePlotKeyboard(
  props: Readonly<LineChartProps>,
  { zoom, hoverStep, moveTo: readAt, reading, shown, whole, read }: LinePlot,
): { onKey: (event: KeyboardEvent) => void; announcement: Readonly<ShallowRef<string>> } {
  const announcement = shallowRef('');

  function moveTo(step: number): void {
    readAt(step);
    if (zoom.range.value) zoom.range.value = follow(zoom.range.value, step, whole());
    read();
    const parts = props.series.flatMap((spec, index) =>
      spec.visible ? [`${spec.label} ${formatNumber(reading.value.values[index] ?? NaN, 5)}`] : [],
    );
    announcement.value = `Step ${formatCount(reading.value.step ?? 0)}: ${parts.join(', ')}`;
  }

  /** Whether there was anything to do. */
  function perform(action: PlotAction): boolean {
    const { trace } = props;
    if (!trace) return false;
    const range = shown();
    const here = hoverStep.value ?? Math.min(range.max, lastStep(trace));
    switch (action.kind) {
      case 'move':
        moveTo(stepAfter(trace, here, action.records));
        return true;
      case 'page': {
        const wanted = here + action.direction * PAGE * (range.max - range.min);
        moveTo(readingAt(trace, Math.max(0, wanted))?.step ?? 0);
        return true;
      }
      case 'end':
        moveTo(action.direction < 0 ? 0 : lastStep(trace));
        return true;
      case 'zoom':
        zoom.by(action.factor, here);
        return true;
      case 'reset': {
        const active = zoom.drag.value !== null || zoom.range.value !== null;
        zoom.reset();
        return active;
      }
    }
  }

  function onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const action = plotAction(event.key, event.shiftKey);
    if (!action || !perform(action)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  return { onKey, announcement };
}
