import { describe, expect, it } from 'vitest';
import { plotAction } from '../../../renderer/charts/plotKeys';
import { cellAfterKey } from '../../../renderer/components/grid/gridScroll';
import { KEY_GROUPS } from '../../../renderer/composables/keyList';
import { asksForHelp, commandOf, type Press } from '../../../renderer/composables/keyMap';

const press = (key: string, part: Partial<Press> = {}): Press => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  repeat: false,
  ...part,
});

describe('the keyboard', () => {
  it.each([
    [' ', 'run-pause'],
    ['.', 'step'],
    ['r', 'reset'],
    ['R', 'reset'],
  ])('maps "%s" to %s', (key, command) => {
    expect(commandOf(press(key), 'elsewhere')).toBe(command);
  });

  it('opens with Ctrl+O and exports with Ctrl+E, also from a field and with the command key of a Mac', () => {
    expect(commandOf(press('o', { ctrlKey: true }), 'field')).toBe('open');
    expect(commandOf(press('e', { metaKey: true }), 'elsewhere')).toBe('export');
  });

  it('leaves letters, dots and spaces to a field', () => {
    for (const key of [' ', '.', 'r']) expect(commandOf(press(key), 'field')).toBeNull();
  });

  it('leaves Space to a focused button, which presses it', () => {
    expect(commandOf(press(' '), 'button')).toBeNull();
    expect(commandOf(press('.'), 'button')).toBe('step');
  });

  it('repeats single steps but not run, reset or open', () => {
    expect(commandOf(press('.', { repeat: true }), 'elsewhere')).toBe('step');
    expect(commandOf(press(' ', { repeat: true }), 'elsewhere')).toBeNull();
    expect(commandOf(press('r', { repeat: true }), 'elsewhere')).toBeNull();
    expect(commandOf(press('o', { repeat: true, ctrlKey: true }), 'elsewhere')).toBeNull();
  });

  it('does not take the keys of others', () => {
    expect(commandOf(press('r', { ctrlKey: true }), 'elsewhere')).toBeNull();
    expect(commandOf(press('e', { altKey: true }), 'elsewhere')).toBeNull();
    expect(commandOf(press('x'), 'elsewhere')).toBeNull();
  });
});

describe('the list of keys', () => {
  it('is asked for with ?, but not from a field, where it is a letter', () => {
    expect(asksForHelp(press('?', { shiftKey: true }), 'elsewhere')).toBe(true);
    expect(asksForHelp(press('?'), 'button')).toBe(true);
    expect(asksForHelp(press('?', { shiftKey: true }), 'field')).toBe(false);
    expect(asksForHelp(press('?', { ctrlKey: true }), 'elsewhere')).toBe(false);
    expect(asksForHelp(press('/'), 'elsewhere')).toBe(false);
  });

  const NAMES: Record<string, string> = {
    Space: ' ',
    '←': 'ArrowLeft',
    '→': 'ArrowRight',
    '↑': 'ArrowUp',
    '↓': 'ArrowDown',
    '−': '-',
    'Page Up': 'PageUp',
    'Page Down': 'PageDown',
  };

  function pressOf(listed: string): Press {
    const names = listed.split(/(?<=.)\+/);
    const key = names.at(-1) ?? '';
    const ctrlKey = names.includes('Ctrl');
    const letter = ctrlKey && key.length === 1 ? key.toLowerCase() : key;
    return press(NAMES[key] ?? letter, { ctrlKey, shiftKey: names.includes('Shift') });
  }

  const listed = (title: string): string[] =>
    KEY_GROUPS.filter((group) => group.title === title).flatMap((group) => group.keys.flatMap((entry) => entry.keys));

  it('names only keys that the window takes', () => {
    const keys = listed('Everywhere').filter((key) => !key.endsWith('F6'));
    expect(keys).toHaveLength(8);
    for (const key of keys) {
      const taken = commandOf(pressOf(key), 'elsewhere') ?? (asksForHelp(pressOf(key), 'elsewhere') ? 'help' : null);
      expect(taken, key).not.toBeNull();
    }
  });

  it('names only keys that a chart takes', () => {
    const keys = listed('In a chart');
    expect(keys).toHaveLength(9);
    for (const key of keys) expect(plotAction(pressOf(key).key, false), key).not.toBeNull();
  });

  it('names only keys that the rows take', () => {
    const shape = { nRows: 100, nColumns: 8, pageRows: 19 };
    const keys = listed('In the rows of the file');
    expect(keys).toHaveLength(9);
    // Enter opens what becomes of the column.
    for (const key of keys.filter((one) => one !== 'Enter')) {
      const { key: name, ctrlKey } = pressOf(key);
      expect(cellAfterKey(name, ctrlKey, { row: 50, column: 3 }, shape), key).not.toBeNull();
    }
  });
});
