import type { DesignSettings, Prepared, RunSettings } from '../schema';

/** What a recipe says of a run on the dataset that it has opened: columns, parts and scale. Powers are entries of the recipe. */
export const preparedSettings = ({
  columns,
  preparation: { recipe },
}: Prepared): Pick<RunSettings, 'target' | 'features' | 'standardize'> &
  Pick<DesignSettings, 'weightColumn' | 'partColumn' | 'validationShare' | 'scaledBy' | 'intercept' | 'degree'> => ({
  target: columns.target,
  features: columns.features,
  weightColumn: columns.weightColumn,
  partColumn: columns.partColumn,
  validationShare: 0,
  standardize: recipe.scaling !== 'none',
  scaledBy: recipe.scaling === 'min-max' ? 'range' : 'deviation',
  intercept: recipe.intercept,
  degree: 1,
});
