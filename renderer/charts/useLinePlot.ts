import { computed, onBeforeUnmount, onMounted, shallowRef, watch, type Ref } from 'vue';
import { formatCount, formatShort } from '../format/number';
import { stepAxis, type Axis } from '../../workers/core/report/axis';
import { chartSvg, type DrawnPlot } from './chartSvg';
import { createLineChart, type LineChart } from './lineChart';
import { measured } from './measured';
import { usePalette } from './palette';
import { onAxis, readingAt, shownValue, valueAxis, visiblePoints, wholeRange, type YScale } from './plot';
import type { SeriesSpec } from './series';
import type { Trace } from './trace';
import { useFrame } from './useFrame';
import { useSize } from './useSize';
import { useZoom } from './useZoom';
import { within, type StepRange } from './view';

export interface LineChartProps {
  title: string;
  /** Written beside the title in a saved picture. */
  subtitle: string;
  trace: Trace | null;
  version: number;
  series: readonly SeriesSpec[];
  scale: YScale;
  maxSteps: number | null;
  finished: boolean;
  /** Names beside the ends of the lines. */
  endLabels: boolean;
}

export interface Marks {
  x: number;
  top: number;
  bottom: number;
  dots: { y: number; color: number }[];
}

/** Points closer than this on the screen are not told apart. */
const LEAST_PIXELS = 1.5;

/** Draws the trace on the canvas at most once a frame, and keeps what the pointer reads and the zoom. */
export function useLinePlot(
  props: Readonly<LineChartProps>,
  plot: Readonly<Ref<HTMLElement | null>>,
  canvas: Readonly<Ref<HTMLCanvasElement | null>>,
) {
  const size = useSize(plot);
  const palette = usePalette();
  /** Where the pointer rests, in pixels: what is beneath it may change. */
  const pointerX = shallowRef<number | null>(null);
  const hoverStep = shallowRef<number | null>(null);
  const reading = shallowRef<{ step: number | null; values: number[] }>({ step: null, values: [] });
  const marks = shallowRef<Marks | null>(null);
  let chart: LineChart | null = null;
  let yAxis: Axis | null = null;
  /** What stands on the canvas. */
  let drawn: DrawnPlot | null = null;

  const whole = (): StepRange => wholeRange(props.trace, props.maxSteps, props.finished);
  const localX = (event: PointerEvent): number => {
    const { left, right } = chart?.area() ?? { left: 0, right: 0 };
    const x = event.clientX - (plot.value?.getBoundingClientRect().left ?? 0);
    return Math.min(Math.max(x, left), right);
  };
  const stepAt = (x: number): number => chart?.stepAt(x) ?? 0;
  const shown = (): StepRange => (zoom.range.value && within(zoom.range.value, whole())) ?? whole();
  const zoom = useZoom({ localX, stepAt, whole, shown });

  const visible = computed(() => props.series.filter((spec) => spec.visible));
  const colorOf = (spec: SeriesSpec): string => palette.value.series[spec.color] ?? '';

  const summary = computed(() => {
    void props.version;
    const first = readingAt(props.trace, 0);
    const last = readingAt(props.trace, null);
    if (!first || !last) return `${props.title}: no steps yet.`;
    const parts = visible.value.map(
      (spec) =>
        `${spec.label === props.title ? '' : `${spec.label} `}from ${formatShort(shownValue(first, spec), 3)} to ${formatShort(shownValue(last, spec), 3)}`,
    );
    return `${props.title} over steps 0 to ${formatCount(last.step)}: ${parts.join(', ') || 'no series shown'}`;
  });

  function read(): void {
    const at = readingAt(props.trace, hoverStep.value);
    reading.value = {
      step: at?.step ?? null,
      values: props.series.map((spec) => (at ? shownValue(at, spec) : NaN)),
    };
    const range = shown();
    const hovering = hoverStep.value !== null && at && at.step >= range.min && at.step <= range.max;
    if (!chart || !yAxis || !hovering) {
      marks.value = null;
      return;
    }
    const { top, bottom } = chart.area();
    const dots: Marks['dots'] = [];
    for (const spec of visible.value) {
      const y = chart.yOf(onAxis(shownValue(at, spec), props.scale, yAxis));
      if (y >= top - 1 && y <= bottom + 1) dots.push({ y, color: spec.color });
    }
    marks.value = { x: chart.xOf(at.step), top, bottom, dots };
  }

  /** null: the pointer is gone. */
  function pointAt(event: PointerEvent | null): void {
    pointerX.value = event && localX(event);
    hoverStep.value = pointerX.value === null ? null : stepAt(pointerX.value);
  }

  /** From now on by keys. */
  function moveTo(step: number): void {
    pointerX.value = null;
    hoverStep.value = step;
  }

  function plotWidth(): number {
    const { left, right } = chart?.area() ?? { left: 0, right: 0 };
    return Math.max(1, right > left ? right - left : size.value.width);
  }

  /** What is drawn depends on the width of the plot, and that on the labels drawn beside it. */
  function draw(): void {
    const { width, height } = size.value;
    if (!chart || width === 0 || height === 0) return;
    const before = plotWidth();
    drawIn(chart, before);
    if (plotWidth() !== before) drawIn(chart, plotWidth());
    if (pointerX.value !== null) hoverStep.value = stepAt(pointerX.value);
    read();
  }

  function drawIn(target: LineChart, width: number): void {
    const { trace, scale } = props;
    const range = shown();
    const leastWidth = (LEAST_PIXELS * (range.max - range.min)) / width;
    const lines = visible.value.map((spec) => visiblePoints(trace, spec, range, leastWidth));
    const levels = visible.value.map(({ level }) => (trace ? level : undefined));
    const y = valueAxis([...lines, levels.map((level = NaN) => ({ x: range.max, y: level }))], range, scale, yAxis);
    yAxis = y;
    if (scale === 'log') {
      for (const points of lines) for (const point of points) point.y = onAxis(point.y, scale, y);
    }
    const placeOf = (id: string | undefined): number | null => {
      const place = visible.value.findIndex((other) => other.id === id);
      return place < 0 ? null : place;
    };
    const series = visible.value.map((spec, index) => ({
      spec,
      points: lines[index] ?? [],
      hasEnd: !('curve' in spec),
      level: levels[index] === undefined ? undefined : onAxis(levels[index], scale, y),
      shadedTo: placeOf(spec.shadedTo),
    }));
    drawn = { x: stepAxis(range.min, range.max, width), y, series };
    target.draw({
      palette: palette.value,
      x: drawn.x,
      y,
      series: series.map(({ spec, ...rest }) => ({
        ...rest,
        color: colorOf(spec),
        dash: spec.dash,
        label: props.endLabels ? spec.label : null,
      })),
    });
  }

  /** What is drawn, as the text of a picture; null where there is nothing. */
  function svg(): string | null {
    draw();
    if (!drawn) return null;
    const { title, subtitle, endLabels } = props;
    return chartSvg(drawn, { title, subtitle, description: summary.value, endLabels, ...size.value });
  }

  const scheduleDraw = useFrame(() => measured('chart update', draw));
  const scheduleRead = useFrame(read);

  onMounted(() => {
    if (canvas.value) chart = createLineChart(canvas.value);
  });
  onBeforeUnmount(() => {
    chart?.destroy();
    chart = null;
  });
  watch(size, ({ width, height }) => {
    if (width > 0 && height > 0) chart?.resize(width, height);
    scheduleDraw();
  });
  watch(
    () => props.trace,
    () => zoom.reset(),
  );
  // What is seen changes as a whole here, so the axis may be chosen afresh.
  watch([() => props.trace, () => props.scale, visible, zoom.range], () => {
    yAxis = null;
    scheduleDraw();
  });
  watch([() => props.version, () => props.maxSteps, () => props.finished, palette], scheduleDraw);
  watch(hoverStep, scheduleRead);

  return { palette, zoom, pointAt, hoverStep, reading, marks, visible, summary, whole, shown, moveTo, read, draw, svg };
}

export type LinePlot = ReturnType<typeof useLinePlot>;
