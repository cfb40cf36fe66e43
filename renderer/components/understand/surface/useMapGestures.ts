import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import type { Point } from '../../../../workers/core/explain/plane';
import { heightOf, widthOf } from '../../../../workers/core/explain/planeGrid';
import { perPixel, toPoint, type MapScale } from './mapScale';
import type { MapArea } from './useMapArea';

/** A pointer that moves less than this has clicked. */
const CLICK_PIXELS = 4;
const ZOOM_STEP = 1.25;
/** Of the window, a press of an arrow key. */
const KEY_SHARE = 1 / 40;
const PAN_SHARE = 1 / 8;

const ARROWS: Partial<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: 1 },
  ArrowDown: { x: 0, y: -1 },
};

export interface MapGestures {
  /** The point under the pointer, or where the keys have put the crosshair; null while there is none. */
  crosshair: Readonly<ShallowRef<Point | null>>;
  /** By hand: the words then follow. */
  isByKeys: Readonly<Ref<boolean>>;
  isHeld: Readonly<Ref<boolean>>;
  onPointerDown: (event: PointerEvent) => void;
  onPointerMove: (event: PointerEvent) => void;
  onPointerUp: (event: PointerEvent) => void;
  onPointerLeave: () => void;
  onWheel: (event: WheelEvent) => void;
  onKey: (event: KeyboardEvent) => void;
}

/** Drag moves the map, the wheel zooms about the pointer, a click chooses; all of it by keys too. */
export function useMapGestures(
  element: () => HTMLElement | null,
  { scale, zoom, pan, reset }: MapArea,
  home: () => Point | null,
  choose: (point: Point) => void,
): MapGestures {
  const crosshair = shallowRef<Point | null>(null);
  const isByKeys = ref(false);
  const isHeld = ref(false);
  let from: { x: number; y: number } | null = null;
  let hasMoved = false;

  const pointOf = (event: MouseEvent, on: MapScale): Point => {
    const box = element()?.getBoundingClientRect();
    return toPoint(on, { x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0) });
  };

  function onPointerDown(event: PointerEvent): void {
    if (event.button !== 0) return;
    from = { x: event.clientX, y: event.clientY };
    hasMoved = false;
    element()?.setPointerCapture(event.pointerId);
  }
  function onPointerMove(event: PointerEvent): void {
    const on = scale.value;
    if (on === null) return;
    if (from !== null) {
      const [right, down] = [event.clientX - from.x, event.clientY - from.y];
      hasMoved ||= Math.hypot(right, down) >= CLICK_PIXELS;
      if (!hasMoved) return;
      isHeld.value = true;
      const { x, y } = perPixel(on);
      pan({ x: -right * x, y: down * y });
      from = { x: event.clientX, y: event.clientY };
    }
    isByKeys.value = false;
    if (scale.value !== null) crosshair.value = pointOf(event, scale.value);
  }
  function onPointerUp(event: PointerEvent): void {
    const wasClick = from !== null && !hasMoved && event.type === 'pointerup';
    from = null;
    isHeld.value = false;
    if (wasClick && scale.value !== null) choose(pointOf(event, scale.value));
  }
  function onPointerLeave(): void {
    if (from === null && !isByKeys.value) crosshair.value = null;
  }
  function onWheel(event: WheelEvent): void {
    if (scale.value === null || event.deltaY === 0) return;
    event.preventDefault();
    zoom(event.deltaY > 0 ? ZOOM_STEP : 1 / ZOOM_STEP, pointOf(event, scale.value));
  }

  /** The crosshair, or where it begins. */
  const seat = (): Point | null => {
    const area = scale.value?.area;
    if (crosshair.value !== null || area === undefined) return crosshair.value;
    return home() ?? { x: (area.left + area.right) / 2, y: (area.bottom + area.top) / 2 };
  };

  function onArrow({ x, y }: Point, isPan: boolean, at: Point, { area }: MapScale): void {
    const share = isPan ? PAN_SHARE : KEY_SHARE;
    const by = { x: x * share * widthOf(area), y: y * share * heightOf(area) };
    if (isPan) pan(by);
    else crosshair.value = { x: at.x + by.x, y: at.y + by.y };
  }

  function act(event: KeyboardEvent): boolean {
    const [on, at] = [scale.value, seat()];
    if (on === null || at === null || event.ctrlKey || event.metaKey || event.altKey) return false;
    const arrow = ARROWS[event.key];
    if (arrow !== undefined) onArrow(arrow, event.shiftKey, at, on);
    else if (event.key === '+' || event.key === '=') zoom(1 / ZOOM_STEP, at);
    else if (event.key === '-' || event.key === '_') zoom(ZOOM_STEP, at);
    else if (event.key === 'Enter') choose(at);
    else if (event.key === 'Escape') reset();
    else return false;
    isByKeys.value = event.key !== 'Escape';
    if (event.key === 'Escape') crosshair.value = null;
    else if (arrow === undefined) crosshair.value = at;
    return true;
  }
  function onKey(event: KeyboardEvent): void {
    if (!act(event)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  return { crosshair, isByKeys, isHeld, onPointerDown, onPointerMove, onPointerUp, onPointerLeave, onWheel, onKey };
}
