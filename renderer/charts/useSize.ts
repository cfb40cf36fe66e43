import { onBeforeUnmount, onMounted, shallowRef, type Ref, type ShallowRef } from 'vue';

export interface Size {
  width: number;
  height: number;
}

/** Size of an element in whole pixels; 0 x 0 while it is not shown. */
export function useSize(element: Readonly<Ref<HTMLElement | null>>): Readonly<ShallowRef<Size>> {
  const size = shallowRef<Size>({ width: 0, height: 0 });
  const observer = new ResizeObserver(() => {
    const width = element.value?.clientWidth ?? 0;
    const height = element.value?.clientHeight ?? 0;
    if (width !== size.value.width || height !== size.value.height) size.value = { width, height };
  });
  onMounted(() => {
    if (element.value) observer.observe(element.value);
  });
  onBeforeUnmount(() => observer.disconnect());
  return size;
}
