import { defineAsyncComponent, type Component } from 'vue';
import type { PanelName } from './hands';

export interface Panel {
  name: PanelName;
  title: string;
  /** Loaded when it is first opened. */
  component: Component;
}

/** In the order in which they explain. */
export const PANELS: readonly Panel[] = [
  {
    name: 'step',
    title: 'The step, written out',
    component: defineAsyncComponent(() => import('../components/understand/step/StepPanel.vue')),
  },
  {
    name: 'taylor',
    title: 'Taylor lens',
    component: defineAsyncComponent(() => import('../components/understand/taylor/TaylorPanel.vue')),
  },
  {
    name: 'dial',
    title: 'Direction dial',
    component: defineAsyncComponent(() => import('../components/understand/dial/DialPanel.vue')),
  },
  {
    name: 'surface',
    title: 'Error surface',
    component: defineAsyncComponent(() => import('../components/understand/surface/SurfacePanel.vue')),
  },
  {
    name: 'rate',
    title: 'Step size',
    component: defineAsyncComponent(() => import('../components/understand/rate/RatePanel.vue')),
  },
  {
    name: 'race',
    title: 'Race',
    component: defineAsyncComponent(() => import('../components/understand/race/RacePanel.vue')),
  },
];
