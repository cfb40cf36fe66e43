import { numberText } from '../../csv';
import { element, textElement, type Element } from '../../xml';

/** Expressions of PMML 4.4 (https://dmg.org/pmml/v4-4/Transformations.html, BuiltinFunctions.html). */

export const field = (name: string): Element => element('FieldRef', { field: name });
export const apply = (name: string, ...operands: Element[]): Element => element('Apply', { function: name }, operands);

export const numberConstant = (value: number): Element => textElement('Constant', numberText(value), { dataType: 'double' });
export const textConstant = (text: string): Element => textElement('Constant', text, { dataType: 'string' });
export const flagConstant = (value: boolean): Element => textElement('Constant', String(value), { dataType: 'boolean' });

/** Missing where the condition is missing, and without `no` also where it does not hold. */
export const choose = (condition: Element, yes: Element, no?: Element): Element =>
  apply('if', condition, yes, ...(no === undefined ? [] : [no]));
