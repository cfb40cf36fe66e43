import { dirname, join } from 'node:path';
import type { DatasetSummary } from '../../contract';

/** Characters that one system or another refuses in a file name. */
const NOT_IN_NAMES = /[\\/:*?"<>|\p{Cc}]/gu;

const DATA_EXTENSION = /(\.(csv|tsv|txt|parquet|jsonl?|ndjson))?(\.gz)?$/i;

export const safeFileName = (name: string): string => {
  const safe = name.replace(NOT_IN_NAMES, '-');
  return /^\.*$/.test(safe) ? 'untitled' : safe;
};

/** `prices.csv.gz` with suffix `-model.json` gives `prices-model.json`. */
export const derivedName = (fileName: string, suffix: string): string =>
  `${fileName.replace(DATA_EXTENSION, '') || 'data'}${suffix}`;

/** Beside the data, except for a sample: those lie with the application, where a person does not look. */
export function suggestedPath(
  dataset: DatasetSummary | null,
  isSample: (path: string) => boolean,
  documents: string,
  name: (fileName: string) => string,
): string {
  const folder = dataset && !isSample(dataset.path) ? dirname(dataset.path) : documents;
  return join(folder, safeFileName(name(dataset?.fileName ?? 'data')));
}
