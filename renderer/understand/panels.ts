import { defineAsyncComponent, type Component } from 'vue';
import type { PanelName } from './hands';

export interface Panel {
  name: PanelName;
  title: string;
  /** Loaded when it is first opened. */
  component: Component;
}

const TITLES: Record<PanelName, string> = {
  step: 'The step, written out',
  taylor: 'Taylor lens',
  dial: 'Direction dial',
  surface: 'Error surface',
  rate: 'Step size',
  race: 'Race',
};

type Loader = () => Promise<{ default: Component }>;
const loaders: Record<string, Loader> = import.meta.glob<{ default: Component }>('../components/understand/*/*Panel.vue');

const fileOf = (name: PanelName): string =>
  `../components/understand/${name}/${name.charAt(0).toUpperCase()}${name.slice(1)}Panel.vue`;

/** In the order in which they explain. */
export const PANELS: readonly Panel[] = (Object.keys(TITLES) as PanelName[]).flatMap((name) => {
  const loader = loaders[fileOf(name)];
  return loader === undefined ? [] : [{ name, title: TITLES[name], component: defineAsyncComponent(loader) }];
});
