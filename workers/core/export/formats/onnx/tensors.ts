/** Values of a graph as it is computed: tensors of up to two dimensions, row by row. */
export interface Value {
  dims: number[];
  data: readonly (number | string | boolean)[];
}

type Cell = Value['data'][number];

const shapeOf = (dims: readonly number[]): [nRows: number, nColumns: number] => {
  if (dims.length > 2) throw new RangeError(`A tensor of ${dims.length} dimensions is beyond what is computed here.`);
  return [dims.length === 2 ? dims[0]! : 1, dims.at(-1) ?? 1];
};

/** Element by element, each dimension of 1 stretched, as ONNX broadcasts. */
export const broadcast = (values: readonly Value[], of: (...cells: Cell[]) => Cell): Value => {
  const shapes = values.map(({ dims }) => shapeOf(dims));
  const nRows = Math.max(...shapes.map(([rows]) => rows));
  const nColumns = Math.max(...shapes.map(([, columns]) => columns));
  shapes.forEach(([rows, columns]) => {
    const fits = (rows === 1 || rows === nRows) && (columns === 1 || columns === nColumns);
    if (!fits) throw new RangeError(`${rows} x ${columns} values do not go with ${nRows} x ${nColumns}.`);
  });
  const data: Cell[] = [];
  for (let i = 0; i < nRows; i++) {
    for (let j = 0; j < nColumns; j++) {
      data.push(
        of(
          ...values.map((value, k) => {
            const [rows, columns] = shapes[k]!;
            return value.data[(rows === 1 ? 0 : i) * columns + (columns === 1 ? 0 : j)]!;
          }),
        ),
      );
    }
  }
  const isMatrix = values.some(({ dims }) => dims.length === 2);
  return { dims: isMatrix ? [nRows, nColumns] : values.some(({ dims }) => dims.length === 1) ? [nColumns] : [], data };
};

/** Each row of a matrix made into another one. */
export const rowByRow = (value: Value, of: (row: Cell[]) => Cell[]): Value => {
  const [nRows, nColumns] = shapeOf(value.dims);
  const rows = Array.from({ length: nRows }, (_, i) => of(value.data.slice(i * nColumns, (i + 1) * nColumns)));
  return { dims: [nRows, rows[0]?.length ?? 0], data: rows.flat() };
};

/** Columns side by side. */
export const concatenate = (values: readonly Value[]): Value => {
  const shapes = values.map(({ dims }) => shapeOf(dims));
  const nRows = shapes[0]![0];
  const data: Cell[] = [];
  for (let i = 0; i < nRows; i++) {
    values.forEach((value, k) => data.push(...value.data.slice(i * shapes[k]![1], (i + 1) * shapes[k]![1])));
  }
  return { dims: [nRows, shapes.reduce((sum, [, columns]) => sum + columns, 0)], data };
};

/** Sums over the inner dimension, in its order. */
export const multiply = (a: Value, b: Value): Value => {
  const [nRows, nInner] = shapeOf(a.dims);
  const [inner, nColumns] = shapeOf(b.dims);
  if (inner !== nInner) throw new RangeError(`A matrix of ${nInner} columns times one of ${inner} rows.`);
  const data: number[] = [];
  for (let i = 0; i < nRows; i++) {
    for (let j = 0; j < nColumns; j++) {
      let sum = 0;
      for (let k = 0; k < nInner; k++) sum += Number(a.data[i * nInner + k]) * Number(b.data[k * nColumns + j]);
      data.push(sum);
    }
  }
  return { dims: [nRows, nColumns], data };
};
