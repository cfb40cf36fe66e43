import type { ColumnType, ModelFile } from '../../../schema';
import { numberText } from '../../csv';
import { describeModel, type DescribedModel, type LinearPredictor, type Link } from '../../describedModel';
import { element, textElement, type Element } from '../../xml';
import { derivedFields } from './fields';

const FIELD_TYPES: Record<ColumnType, { optype: string; dataType: string }> = {
  number: { optype: 'continuous', dataType: 'double' },
  text: { optype: 'categorical', dataType: 'string' },
  boolean: { optype: 'categorical', dataType: 'boolean' },
  date: { optype: 'continuous', dataType: 'date' },
  timestamp: { optype: 'continuous', dataType: 'dateTime' },
};

/** https://dmg.org/pmml/v4-4/Regression.html#xsdElement_RegressionModel. */
const NORMALIZATION: Record<Link, string> = { identity: 'none', exp: 'exp', sigmoid: 'logit', softmax: 'softmax' };

const dictionary = ({ inputs, classNames }: DescribedModel, target: string): Element => {
  const values = (classNames ?? []).map((value) => element('Value', { value }));
  const fields = [
    ...inputs.map(({ name, type }) => element('DataField', { name, ...FIELD_TYPES[type] })),
    element('DataField', { name: target, ...FIELD_TYPES[classNames === null ? 'number' : 'text'] }, values),
  ];
  return element('DataDictionary', { numberOfFields: fields.length }, fields);
};

/** What is missing is missing to the end, and a level that is new is no error: the derived fields say what becomes of them. */
const miningSchema = ({ inputs }: DescribedModel, target: string): Element =>
  element('MiningSchema', {}, [
    ...inputs.map(({ name }) =>
      element('MiningField', { name, usageType: 'active', missingValueTreatment: 'asIs', invalidValueTreatment: 'asIs' }),
    ),
    element('MiningField', { name: target, usageType: 'target' }),
  ]);

const outputs = ({ classNames }: DescribedModel, unused: (name: string) => string): Element =>
  element('Output', {}, [
    element('OutputField', {
      name: unused('prediction'),
      optype: classNames === null ? 'continuous' : 'categorical',
      dataType: classNames === null ? 'double' : 'string',
      feature: 'predictedValue',
    }),
    ...(classNames ?? []).map((value) =>
      element('OutputField', {
        name: unused(`probability(${value})`),
        optype: 'continuous',
        dataType: 'double',
        feature: 'probability',
        value,
      }),
    ),
  ]);

const table = ({ weights, bias }: LinearPredictor, names: readonly string[], targetCategory: string | undefined): Element =>
  element(
    'RegressionTable',
    { intercept: numberText(bias), targetCategory },
    names.map((name, j) => element('NumericPredictor', { name, coefficient: numberText(weights[j]!) })),
  );

/** A table for each class; for two classes the second's comes first, and that of the first class is 0. */
const tables = ({ predictors, link, classNames }: DescribedModel, names: readonly string[]): Element[] => {
  const labels = classNames ?? [];
  if (link !== 'sigmoid') return predictors.map((one, k) => table(one, names, labels[k]));
  return [table(predictors[0]!, names, labels[1]), element('RegressionTable', { intercept: 0, targetCategory: labels[0] })];
};

const headerOf = (model: ModelFile, { steps }: DescribedModel): Element =>
  element('Header', { description: `A linear model of ${JSON.stringify(model.targetName)}, trained by gradient descent.` }, [
    element('Application', { name: 'Fall Line', version: model.applicationVersion }),
    ...[
      `Trained on ${model.nSamples} rows of ${JSON.stringify(model.data.fileName)}, SHA-256 ${model.data.sha256}.`,
      `Loss: ${model.loss.formula}.`,
      'A row in which a value is missing that the model needs has no prediction. Dates and times as ISO 8601, UTC, times to the second.',
      ...steps,
    ].map((text) => textElement('Annotation', text)),
    textElement('Timestamp', model.createdAt),
  ]);

/**
 * A model as PMML 4.4 from the raw columns of the file: the preparation as derived fields, then RegressionModel
 * (https://dmg.org/pmml/v4-4/Regression.html) with the normalisation that the loss asks for.
 * Throws FallLineError 'model-invalid' where a name holds a character that XML has no place for.
 */
export const printPmml = (model: ModelFile): string => {
  const described = describeModel(model);
  const inputNames = described.inputs.map(({ name }) => name);
  const taken = new Set(inputNames);
  const unused = (wanted: string): string => {
    let name = wanted;
    while (taken.has(name)) name = `${name}_`;
    taken.add(name);
    return name;
  };
  // A recipe may make a feature of the column that is predicted.
  const target = unused(described.targetName);
  const { elements, names } = derivedFields(described, [...taken]);
  const regression = element(
    'RegressionModel',
    {
      modelName: target,
      functionName: described.classNames === null ? 'regression' : 'classification',
      normalizationMethod: NORMALIZATION[described.link],
    },
    [miningSchema(described, target), outputs(described, unused), ...tables(described, names)],
  );
  const root = element('PMML', { xmlns: 'http://www.dmg.org/PMML-4_4', version: '4.4' }, [
    headerOf(model, described),
    dictionary(described, target),
    ...(elements.length === 0 ? [] : [element('TransformationDictionary', {}, elements)]),
    regression,
  ]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}\n`;
};
