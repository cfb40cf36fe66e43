import { parseList } from '../../arguments';
import { UsageError } from '../../failures';

/** `name`, or `"name with = : or *"` with quotes doubled, and what stands behind it. */
const NAME = /^\s*"((?:[^"]|"")*)"\s*([^]*)$/;

/** Splits `COLUMN<mark>REST`; the rest is null where there is no mark. */
export const splitName = (option: string, text: string, mark: '=' | ':' | '*', example: string): { name: string; rest: string | null } => {
  const quoted = NAME.exec(text);
  const place = text.indexOf(mark);
  const [name, behind] = quoted
    ? [quoted[1]!.replaceAll('""', '"'), quoted[2]!]
    : place < 0
      ? [text, '']
      : [text.slice(0, place), text.slice(place)];
  if (name.trim() === '') throw new UsageError(`The option --${option} is "${text}" and names no column. Write for example --${option} ${example}.`);
  if (behind === '') return { name: name.trim(), rest: null };
  if (behind.startsWith(mark)) return { name: name.trim(), rest: behind.slice(1).trim() };
  throw new UsageError(`The option --${option} is "${text}"; behind the column there must be ${mark}. Write for example --${option} ${example}.`);
};

/** As splitName, where something must stand behind the mark. */
export const nameAndRest = (option: string, text: string, mark: '=' | ':' | '*', example: string): { name: string; rest: string } => {
  const { name, rest } = splitName(option, text, mark, example);
  if (rest !== null && rest !== '') return { name, rest };
  throw new UsageError(`The option --${option} is "${text}"; something is missing behind ${mark}. Write for example --${option} ${example}.`);
};

/** `a=1,b=2` by the names allowed, none of them twice. */
export const settingsOf = <K extends string>(option: string, text: string, keys: readonly K[]): Partial<Record<K, string>> => {
  const found: Partial<Record<K, string>> = {};
  for (const part of parseList(text)) {
    const [, word = part, value] = /^([^=]*)=([^]*)$/.exec(part) ?? [];
    const key = keys.find((known) => known === word.trim());
    if (key === undefined || value === undefined) {
      throw new UsageError(`The option --${option} holds "${part}"; it takes ${keys.map((known) => `${known}=…`).join(', ')}.`);
    }
    if (found[key] !== undefined) throw new UsageError(`The option --${option} sets ${key} twice.`);
    found[key] = value.trim();
  }
  return found;
};
