import { FallLineError, type ImportProposal, type ModelFile } from '../workers/core/schema';
import { columnsAsTrained } from '../workers/core/preparation/columnsAsTrained';
import { findColumn, findNumericColumn } from './columns';

/**
 * The import of a file for a model, before a large one is read for nothing: every column that the model reads is there. A
 * column that the model knows as text is read as text whatever its values look like here, `007` or `true`.
 */
export const proposalFor = (model: ModelFile, proposal: ImportProposal): ImportProposal => {
  if (model.preparation === null) {
    for (const name of model.columnNames) findNumericColumn(proposal.columns, name);
    return proposal;
  }
  const columns = columnsAsTrained(proposal.columns, model);
  for (const { name, type } of model.preparation.inputs) {
    const column = findColumn(columns, name);
    if (column.type !== type) {
      throw new FallLineError(
        'column-not-numeric',
        `The column "${name}" holds values of type ${column.type}, and the model was trained on ${type}. Name its missing values with --missing and its marks with --decimal and --thousands, or choose another file.`,
      );
    }
  }
  return { ...proposal, columns };
};
