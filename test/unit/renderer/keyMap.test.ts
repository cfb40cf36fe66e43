import { describe, expect, it } from 'vitest';
import { commandOf, type Press } from '../../../renderer/composables/keyMap';

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
