import { ref, shallowRef } from 'vue';
import type { InitialParameters } from '../../../electron/contract';
import { DEFAULT_SETTINGS } from '../../../workers/core/training/defaults';
import { keepValues } from '../keepValues';

/** What a person can choose; a point of another run is for branches. */
export type InitKind = Exclude<InitialParameters['kind'], 'point'>;

/** Where descent begins. */
export function createInitialChoice() {
  const initKind = ref<InitKind>('zeros');
  const seed = ref<number>(DEFAULT_SETTINGS.seed);
  /** Typed-in weights in raw units, by the name of the column of the design; one without starts at 0. */
  const givenWeights = shallowRef<ReadonlyMap<string, number>>(new Map());
  const givenBias = ref(0);

  const givenWeight = (name: string): number => givenWeights.value.get(name) ?? 0;

  function setGivenWeight(name: string, value: number): void {
    givenWeights.value = new Map(givenWeights.value).set(name, value);
  }

  function giveParameters(names: readonly string[], weights: readonly number[], bias: number): void {
    givenWeights.value = new Map(names.map((name, position) => [name, weights[position] ?? 0]));
    givenBias.value = bias;
    initKind.value = 'given';
  }

  function resetInitial(): void {
    initKind.value = 'zeros';
    givenWeights.value = new Map();
    givenBias.value = 0;
  }

  function initialParameters(names: readonly string[]): InitialParameters {
    if (initKind.value === 'random') return { kind: 'random', seed: seed.value };
    if (initKind.value === 'zeros') return { kind: 'zeros' };
    return { kind: 'given', weights: names.map(givenWeight), bias: givenBias.value };
  }

  const keepInitial = (): (() => void) => keepValues(initKind, seed, givenWeights, givenBias);

  return {
    initKind,
    seed,
    givenBias,
    givenWeight,
    setGivenWeight,
    giveParameters,
    resetInitial,
    initialParameters,
    keepInitial,
  };
}
