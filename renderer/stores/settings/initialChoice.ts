import { ref, shallowRef } from 'vue';
import type { InitialParameters } from '../../../electron/contract';
import { DEFAULT_SETTINGS } from '../../../workers/core/training/defaults';
import { keepValues } from '../keepValues';

/** What a person can choose; a point of another run is for branches. */
export type InitKind = Exclude<InitialParameters['kind'], 'point'>;

/** A column of the design: a column of the file to a power. */
export interface DesignColumn {
  index: number;
  power: number;
}

const keyOf = ({ index, power }: DesignColumn): string => `${index}^${power}`;

/** Where descent begins. */
export function createInitialChoice() {
  const initKind = ref<InitKind>('zeros');
  const seed = ref<number>(DEFAULT_SETTINGS.seed);
  /** Typed-in weights in raw units; a column without one starts at 0. */
  const givenWeights = shallowRef<ReadonlyMap<string, number>>(new Map());
  const givenBias = ref(0);

  const givenWeight = (column: DesignColumn): number => givenWeights.value.get(keyOf(column)) ?? 0;

  function setGivenWeight(column: DesignColumn, value: number): void {
    givenWeights.value = new Map(givenWeights.value).set(keyOf(column), value);
  }

  function giveParameters(columns: readonly DesignColumn[], weights: readonly number[], bias: number): void {
    givenWeights.value = new Map(columns.map((column, position) => [keyOf(column), weights[position] ?? 0]));
    givenBias.value = bias;
    initKind.value = 'given';
  }

  function resetInitial(): void {
    initKind.value = 'zeros';
    givenWeights.value = new Map();
    givenBias.value = 0;
  }

  function initialParameters(columns: readonly DesignColumn[]): InitialParameters {
    if (initKind.value === 'random') return { kind: 'random', seed: seed.value };
    if (initKind.value === 'zeros') return { kind: 'zeros' };
    return { kind: 'given', weights: columns.map(givenWeight), bias: givenBias.value };
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
