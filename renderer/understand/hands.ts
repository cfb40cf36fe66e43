import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';

export type PanelName = 'step' | 'taylor' | 'dial' | 'surface' | 'rate' | 'race';

/** The stride in the Taylor lens, and by how much the objective changes over it. */
export interface TaylorHand {
  eta: number;
  /** eta u . grad L. */
  firstOrder: number;
  /** With the curvature; null where it is not known. */
  secondOrder: number | null;
  /** What the objective really does; null until that is known. */
  actual: number | null;
}

/** The direction and the stride of the dial, and by how much the objective changes. */
export interface DialHand {
  /** In degrees against the gradient, 0 to 360. */
  beta: number;
  eta: number;
  predicted: number;
  /** null until it is known. */
  actual: number | null;
  /** The angle at which the objective falls most over this stride, in degrees; null until it is known. */
  leastAt: number | null;
}

export interface SurfaceHand {
  /** Whether raw and standardised units are shown side by side. */
  isCompared: boolean;
}

/**
 * What the hands have done in the panels of Understand, for the guided experiments to see. The frame of the view keeps `panel`, and
 * each panel writes its own part whenever one of its numbers changes: `hands.dial = { beta, eta, ... }`. Nothing of a panel depends
 * on it; null before a panel was opened, or where the run has gone.
 */
export const useHands = defineStore('hands', () => {
  /** The panel that is open. */
  const panel = ref<PanelName | null>(null);
  const taylor = shallowRef<TaylorHand | null>(null);
  const dial = shallowRef<DialHand | null>(null);
  const surface = shallowRef<SurfaceHand | null>(null);

  function letGo(): void {
    taylor.value = null;
    dial.value = null;
    surface.value = null;
  }

  return { panel, taylor, dial, surface, letGo };
});
