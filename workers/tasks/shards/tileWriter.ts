import { expandPowers } from '../../core/design/powers';
import { summaryOf, type ColumnDesign, type TargetFigures } from '../../core/design/scaling';
import { createStreamedFigures } from '../../core/design/streamedFigures';
import type { BuildSummary, Shards } from '../../core/shards/matrix';
import type { KernelModule } from '../../core/shards/webAssembly';
import { figuresOf, standardizeTiles } from './columnStatistics';
import { createRowPlaces } from './rowPlaces';
import { createRowWeights } from './rowWeights';
import { tileRowsOf } from './tileRows';

export interface ShardBuilder {
  /** How often all rows must be appended, always in the same order. */
  nPasses: 1 | 2;
  /**
   * Appends the first `count` rows of the columns: the features in order, the target, the weights where the shards have some, each
   * above 0, and last the parts where there are some.
   */
  append(columns: readonly Float64Array[], count: number): void;
  /** Once all rows are there in all passes: what was learnt of them, which also scales them. */
  finish(): BuildSummary;
}

export interface BuildOptions {
  kernelModule: KernelModule;
  /** Of the rows trained on. Memories may hold numbers of an earlier use. */
  shards: Shards;
  /** Of the rows left out of training: those whose part is 1, or the last ones of the shuffle. */
  validation?: Shards | null;
  design: ColumnDesign;
  /** Of the order of the rows; null: as they come. */
  shuffleSeed?: number | null;
  /** Whether each row says to which part it belongs. */
  hasParts?: boolean;
  /** Labels of the classes whose numbers are the target. */
  classNames?: string[] | null;
}

/** Room for columns of `length` numbers that are made of those appended. */
const createRoom = (nColumns: number) => {
  let columns: Float64Array[] = [];
  return (length: number): Float64Array[] => {
    if ((columns[0]?.length ?? 0) < length) columns = Array.from({ length: nColumns }, () => new Float64Array(length));
    return columns;
  };
};

/**
 * Writes rows into the tiles of shards, in order or shuffled. float64 tiles take the numbers as they are and are
 * standardised in place. float32 tiles take them standardised already, rounded once, so that figures come from a pass of
 * their own before and no copy in float64 is kept; and so it is with weights, which figures and tiles depend on.
 */
export const createShardBuilder = (options: BuildOptions): ShardBuilder => {
  const { kernelModule, shards, validation = null, design, shuffleSeed = null, hasParts = false, classNames = null } = options;
  const { nFeatures, storage, isWeighted } = shards.plan;
  const nTraining = shards.plan.nSamples;
  const nValidation = validation?.plan.nSamples ?? 0;
  const nRows = nTraining + nValidation;
  const nBase = nFeatures / design.degree + 1;
  const nSources = nBase + (isWeighted ? 1 : 0) + (hasParts ? 1 : 0);
  const isRounded = storage === 'float32';
  const places = createRowPlaces({ nTraining, nValidation, shuffleSeed, hasParts });
  const weights = isWeighted ? createRowWeights(nTraining) : null;

  const training = tileRowsOf(shards);
  const rest = validation ? tileRowsOf(validation) : null;
  const powersRoom = createRoom((nBase - 1) * (design.degree - 1));
  const scaledRoom = createRoom(nFeatures + 1);
  const figures = isRounded || isWeighted ? createStreamedFigures(nFeatures + 1) : null;
  let trained = new Uint32Array(0);
  let summary: ReturnType<typeof summaryOf> | null = null;
  let leastTarget = Infinity;
  let targetIsWhole = true;
  const untrained = classNames && new Set(classNames.keys());
  let row = 0;

  const target = (): TargetFigures => ({
    classNames,
    untrainedClasses: [...(untrained ?? [])],
    leastTarget,
    targetIsWhole,
    leastWeight: weights?.least() ?? 1,
  });

  const learn = (columns: readonly Float64Array[], count: number, own: Uint32Array | null, weight: Float64Array | null): void => {
    const values = columns[columns.length - 1]!;
    for (let i = 0; i < count; i++) {
      const value = values[i]!;
      if (value < leastTarget) leastTarget = value;
      if (!Number.isInteger(value)) targetIsWhole = false;
      if (untrained && (!own || own[i]! < nTraining)) untrained.delete(value);
    }
    if (weights && weight) weights.learn(weight, count, own);
    if (!figures) return;
    const used = columns.map((column, j) => {
      // Where numbers are only rounded, figures are those of the rounded ones.
      if (!isRounded || (design.standardize && j < nFeatures)) return column;
      const rounded = scaledRoom(column.length)[j]!;
      for (let i = 0; i < count; i++) rounded[i] = Math.fround(column[i]!);
      return rounded;
    });
    if (!own || nTraining === nRows) return figures.push(used, count, null, weight);
    if (trained.length < count) trained = new Uint32Array(count);
    let nTrained = 0;
    for (let i = 0; i < count; i++) if (own[i]! < nTraining) trained[nTrained++] = i;
    figures.push(used, nTrained, trained, weight);
  };

  const scaled = (columns: readonly Float64Array[], count: number): readonly Float64Array[] => {
    if (!figures || !design.standardize) return columns;
    const { means, scales } = (summary ??= summaryOf(figures.finish(), design, target())).scaling;
    return columns.map((column, j) => {
      if (j === nFeatures) return column;
      const [mean, scale, out] = [means[j]!, scales[j]!, scaledRoom(column.length)[j]!];
      for (let i = 0; i < count; i++) out[i] = (column[i]! - mean) / scale;
      return out;
    });
  };

  const write = (columns: readonly Float64Array[], count: number, own: Uint32Array | null): void => {
    if (!own) return training.writeRun(columns, count, row % nRows);
    training.scatter(columns, own, 0);
    rest?.scatter(columns, own, nTraining);
  };

  const nPasses = figures ? 2 : 1;
  return {
    nPasses,
    append: (columns, count) => {
      if (columns.length !== nSources) throw new RangeError(`${columns.length} columns came for ${nSources}.`);
      const isLast = row >= (nPasses - 1) * nRows;
      if (row + count > (isLast ? nPasses : 1) * nRows) {
        throw new RangeError(`More rows than the ${nRows} planned.`);
      }
      if (row === nRows) places.restart();
      const own = places.next(count, hasParts ? columns.at(-1)! : null);
      const weight = isWeighted ? columns[nBase]! : null;
      const wide = expandPowers(columns.slice(0, nBase), count, design.degree, powersRoom(columns[0]!.length));
      if (row < nRows) learn(wide, count, own, weight);
      if (isLast) {
        const ready = scaled(wide, count);
        write(weights && weight ? [...ready, weights.scale(weight, count, own)] : ready, count, own);
      }
      row += count;
    },
    finish: () => {
      if (row !== nPasses * nRows) throw new RangeError(`${row} rows were written, ${nPasses * nRows} planned.`);
      training.clearPadding();
      rest?.clearPadding();
      const found =
        summary ??
        summaryOf(figures?.finish() ?? figuresOf(kernelModule, shards, design.standardize), design, target());
      if (!figures && design.standardize) {
        standardizeTiles(kernelModule, shards, found.scaling);
        if (validation) standardizeTiles(kernelModule, validation, found.scaling);
      }
      return { ...found, validationOutOfRange: rest?.firstNotFinite() ?? null };
    },
  };
};
