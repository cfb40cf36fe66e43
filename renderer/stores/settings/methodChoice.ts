import { computed, ref, shallowRef } from 'vue';
import type { LossSettings, Method, OptimizerSettings } from '../../../electron/contract';
import { isForClasses } from '../../../workers/core/losses/properties';
import { DEFAULT_METHOD, DEFAULT_SETTINGS, defaultLearningRate } from '../../../workers/core/training/defaults';
import { factoredProblem } from '../../format/methodNotes';
import type { TargetKind } from '../columns';
import { keepValues } from '../keepValues';

/** What descends, and how. `nColumns`: of the design, by which the conventional learning rate goes. */
export function createMethodChoice(nColumns: () => number) {
  const loss = shallowRef(DEFAULT_METHOD.loss);
  const l1 = ref(DEFAULT_METHOD.penalty.l1);
  const l2 = ref(DEFAULT_METHOD.penalty.l2);
  const penalisesBias = ref(DEFAULT_METHOD.penalty.bias);
  const optimizer = shallowRef(DEFAULT_METHOD.optimizer);
  const schedule = shallowRef(DEFAULT_METHOD.schedule);
  const learningRate = ref<number>(DEFAULT_SETTINGS.learningRate);
  const batchSize = ref(DEFAULT_METHOD.batchSize);
  const clip = ref(DEFAULT_METHOD.clip);
  const averageFrom = ref(DEFAULT_METHOD.averageFrom);
  const gradient = ref(DEFAULT_METHOD.gradient);
  /** A rate that was typed, slid or taken stays when the method changes. */
  const rateWasChosen = ref(false);
  /** The loss came with the target, and goes with it. */
  const lossWasAdopted = ref(false);

  const method = computed<Method>(() => ({
    loss: loss.value,
    penalty: { l1: l1.value, l2: l2.value, bias: penalisesBias.value },
    optimizer: optimizer.value,
    schedule: schedule.value,
    batchSize: batchSize.value,
    clip: clip.value,
    averageFrom: averageFrom.value,
    gradient: gradient.value,
  }));

  function adoptConventionalRate(): void {
    if (!rateWasChosen.value) learningRate.value = defaultLearningRate(nColumns(), method.value);
  }

  /** For other data: what suits one target's scale may drown another. */
  function resetMethod(rate: number | undefined): void {
    loss.value = DEFAULT_METHOD.loss;
    l1.value = DEFAULT_METHOD.penalty.l1;
    l2.value = DEFAULT_METHOD.penalty.l2;
    penalisesBias.value = DEFAULT_METHOD.penalty.bias;
    optimizer.value = DEFAULT_METHOD.optimizer;
    schedule.value = DEFAULT_METHOD.schedule;
    batchSize.value = DEFAULT_METHOD.batchSize;
    clip.value = DEFAULT_METHOD.clip;
    averageFrom.value = DEFAULT_METHOD.averageFrom;
    gradient.value = DEFAULT_METHOD.gradient;
    rateWasChosen.value = false;
    lossWasAdopted.value = false;
    learningRate.value = rate ?? defaultLearningRate(nColumns(), method.value);
  }

  /** All of a method as it was chosen before. */
  function adoptMethod(given: Method, rate: number): void {
    loss.value = given.loss;
    l1.value = given.penalty.l1;
    l2.value = given.penalty.l2;
    penalisesBias.value = given.penalty.bias;
    optimizer.value = given.optimizer;
    schedule.value = given.schedule;
    batchSize.value = given.batchSize;
    clip.value = given.clip;
    averageFrom.value = given.averageFrom;
    gradient.value = given.gradient;
    lossWasAdopted.value = false;
    chooseRate(rate);
  }

  function chooseRate(rate: number): void {
    rateWasChosen.value = true;
    learningRate.value = rate;
  }

  /** R has nothing to say of other losses, nor of a part of the rows. */
  function leaveImpossibleSource(): void {
    if (gradient.value === 'factored' && factoredProblem(method.value) !== null) gradient.value = 'auto';
  }

  function setBatchSize(size: number | null): void {
    batchSize.value = size;
    leaveImpossibleSource();
  }

  function setOptimizer(chosen: OptimizerSettings): void {
    const isOther = chosen.kind !== optimizer.value.kind;
    optimizer.value = chosen;
    if (isOther) adoptConventionalRate();
  }

  function putLoss(chosen: LossSettings): void {
    const isOther = chosen.kind !== loss.value.kind;
    loss.value = chosen;
    leaveImpossibleSource();
    if (isOther) adoptConventionalRate();
  }

  function setLoss(chosen: LossSettings): void {
    lossWasAdopted.value = false;
    putLoss(chosen);
  }

  /** Words are classes, and need a loss for them. */
  function suitTarget(kind: TargetKind): void {
    if (kind === 'number') {
      if (lossWasAdopted.value) putLoss(DEFAULT_METHOD.loss);
      lossWasAdopted.value = false;
    } else if (!isForClasses(loss.value)) {
      putLoss({ kind: kind === 'two-classes' ? 'logistic' : 'softmax' });
      lossWasAdopted.value = true;
    }
  }

  const keepMethod = (): (() => void) =>
    keepValues(
      loss,
      l1,
      l2,
      penalisesBias,
      optimizer,
      schedule,
      learningRate,
      batchSize,
      clip,
      averageFrom,
      gradient,
      rateWasChosen,
      lossWasAdopted,
    );

  return {
    loss,
    l1,
    l2,
    penalisesBias,
    optimizer,
    schedule,
    learningRate,
    batchSize,
    clip,
    averageFrom,
    gradient,
    method,
    adoptConventionalRate,
    resetMethod,
    adoptMethod,
    chooseRate,
    setBatchSize,
    setOptimizer,
    setLoss,
    suitTarget,
    keepMethod,
  };
}
