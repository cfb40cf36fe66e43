import type { Resplit } from '../../../core/preparation/parts';
import type { ColumnDefinition, Prepared, Recipe } from '../../../core/schema';

export interface PrepareRequest {
  /** Of the file. */
  datasetId: string;
  /** Of the dataset that is opened. */
  preparedId: string;
  recipe: Recipe;
  /** null: split as the recipe says. */
  resplit: Resplit | null;
}

export interface PrepareResponse extends Omit<Prepared, 'dataset' | 'sourceId'> {
  /** All columns of the dataset opened. */
  definitions: ColumnDefinition[];
}
