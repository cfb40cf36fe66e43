import type { Resplit } from '../../../core/preparation/parts';
import type { AppliedPreparation, ColumnDefinition, Preparation, Prepared, Recipe } from '../../../core/schema';

/** All columns of the dataset opened, and how many rows it has. */
interface OpenedView {
  definitions: ColumnDefinition[];
  nRows: number;
  notes: string[];
}

export interface PrepareRequest {
  /** Of the file. */
  datasetId: string;
  /** Of the dataset that is opened. */
  preparedId: string;
  recipe: Recipe;
  /** null: split as the recipe says. */
  resplit: Resplit | null;
}

export interface PrepareResponse extends OpenedView, Pick<Prepared, 'preparation' | 'columns' | 'leftOut' | 'byteLength'> {
  parts: Prepared['nRows'];
}

export interface ApplyRequest {
  datasetId: string;
  viewId: string;
  preparation: Preparation;
  /** The columns of the file, in the order of the inputs. */
  inputs: number[];
}

export interface ApplyResponse extends OpenedView, Pick<AppliedPreparation, 'columns' | 'newLevels'> {}
