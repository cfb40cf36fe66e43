import { shuffledPositions } from '../../core/design/shuffle';

export interface PlaceOptions {
  nTraining: number;
  nValidation: number;
  /** Of the order of the rows; null: as they come. */
  shuffleSeed: number | null;
  /** Whether each row says whether it is trained on; else the last ones of the shuffle are the validation part. */
  hasParts: boolean;
}

/** Where rows belong: the number of the row among those trained on, or behind them all among those of the validation part. */
export interface RowPlaces {
  /** Of the next rows, until the next call; null: as they come. `parts` holds 0 for a row trained on. */
  next(count: number, parts: Float64Array | null): Uint32Array | null;
  /** All rows come once more. */
  restart(): void;
}

const inOneGo = ({ nTraining, nValidation, shuffleSeed }: PlaceOptions): RowPlaces => {
  if (shuffleSeed === null && nValidation > 0) throw new RangeError('A validation part needs a shuffle, or parts.');
  const positions = shuffleSeed === null ? null : shuffledPositions(nTraining + nValidation, shuffleSeed);
  let row = 0;
  return {
    next: (count) => {
      row += count;
      return positions && positions.subarray(row - count, row);
    },
    restart: () => (row = 0),
  };
};

/** The rows trained on lie as those of a file of them alone would. */
const byParts = ({ nTraining, nValidation, shuffleSeed }: PlaceOptions): RowPlaces => {
  const positions = shuffleSeed === null ? null : shuffledPositions(nTraining, shuffleSeed);
  let places = new Uint32Array(0);
  let trained = 0;
  let validated = 0;
  return {
    next: (count, parts) => {
      if (!parts) throw new RangeError('The rows came without their parts.');
      if (places.length < count) places = new Uint32Array(count);
      for (let i = 0; i < count; i++) {
        if (parts[i] !== 0) places[i] = nTraining + validated++;
        else {
          places[i] = positions ? positions[trained]! : trained;
          trained++;
        }
      }
      if (trained > nTraining || validated > nValidation) throw new RangeError('A part has more rows than planned.');
      return places.subarray(0, count);
    },
    restart: () => (trained = validated = 0),
  };
};

export const createRowPlaces = (options: PlaceOptions): RowPlaces =>
  options.hasParts ? byParts(options) : inOneGo(options);
