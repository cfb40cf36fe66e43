import { fieldReader, isObject, shown, type FileWords } from '../export/fieldReader';
import { FallLineError, type Recipe, type RecipeFile } from '../schema';
import { readRecipe } from './readRecipe';

const KNOWN_VERSION = 1;

const WORDS: FileWords = {
  owner: "The recipe's",
  remedy: 'Correct it in the file, or save the recipe again.',
  code: 'setting-invalid',
};

const invalid = (message: string): FallLineError => new FallLineError('setting-invalid', message);

/** The text of a recipe file. */
export const serializeRecipe = ({ target, features, entries, scaling, intercept }: Recipe): string => {
  const file: RecipeFile = { format: 'fall-line-recipe', formatVersion: KNOWN_VERSION, target, features, entries, scaling, intercept };
  return `${JSON.stringify(file, null, 2)}\n`;
};

/** The recipe in the text of a file. Throws FallLineError 'setting-invalid' that names the field which is wrong. */
export const parseRecipe = (text: string): Recipe => {
  let value: unknown;
  try {
    // Some editors put a byte order mark before the text.
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw invalid('The file is not a Fall Line recipe: it is not JSON. Choose a file that was saved as a recipe.');
  }
  if (!isObject(value) || value['format'] !== 'fall-line-recipe') {
    throw invalid('The file is not a Fall Line recipe: its "format" is not "fall-line-recipe". Choose a file that was saved as a recipe.');
  }
  const version = value['formatVersion'];
  if (typeof version === 'number' && version > KNOWN_VERSION) {
    throw invalid(`The recipe has format version ${version}; this Fall Line knows versions up to ${KNOWN_VERSION}. Open it with a newer Fall Line.`);
  }
  if (version !== KNOWN_VERSION) {
    throw invalid(`The recipe's field "formatVersion" is ${shown(version)}; it must be ${KNOWN_VERSION}. ${WORDS.remedy}`);
  }
  return readRecipe(fieldReader(value, '', WORDS));
};
