import type { ColumnDefinition, Recipe, RecipeEntry, RunSettings } from '../schema';

/** Of the test part, which there is none of. */
const NO_TEST = 0;

const splitOf = ({ partColumn, validationShare, seed }: RunSettings, nameOf: (index: number) => string): RecipeEntry[] => {
  if (partColumn !== null) {
    const column = nameOf(partColumn);
    return [
      // Rows of other parts are left out, as a run does.
      { kind: 'filter', expression: `"${column.replaceAll('"', '""')}" in (0, 1)` },
      { kind: 'split', rule: { kind: 'column', column, validation: '1', test: null } },
    ];
  }
  if (validationShare === 0) return [];
  return [{ kind: 'split', rule: { kind: 'share', validation: validationShare, test: NO_TEST, seed } }];
};

/** The recipe that does what settings without one do: number columns as they are, with the weights and parts of the settings. */
export const plainRecipe = (settings: RunSettings, columns: readonly ColumnDefinition[]): Recipe => {
  const nameOf = (index: number): string => columns.find((column) => column.index === index)?.name ?? '';
  const { target, features, weightColumn, standardize, scaledBy, intercept } = settings;
  return {
    target: nameOf(target),
    features: features.map(nameOf),
    entries: [
      ...(weightColumn === null ? [] : [{ kind: 'weights' as const, column: nameOf(weightColumn) }]),
      ...splitOf(settings, nameOf),
    ],
    scaling: !standardize ? 'none' : scaledBy === 'range' ? 'min-max' : 'standardize',
    intercept,
  };
};
