import type { MenuCommand } from '../../electron/contract';

/** The part of a keydown event that decides what it means. */
export interface Press {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  repeat: boolean;
}

/** What has the focus: a field takes letters for itself, a button takes Space. */
export type Focus = 'field' | 'button' | 'elsewhere';

/** The command of a key press, or null. */
export function commandOf(press: Press, focus: Focus): MenuCommand | null {
  if (press.altKey) return null;
  if (press.ctrlKey || press.metaKey) return historyCommand(press, focus) ?? (press.shiftKey || press.repeat ? null : withControl(press.key));
  if (focus === 'field') return null;
  if (press.key === '.') return 'step';
  if (press.repeat || press.shiftKey) return null;
  if (press.key === ' ') return focus === 'button' ? null : 'run-pause';
  return press.key.toLowerCase() === 'r' ? 'reset' : null;
}

/** Whether a key press asks for the list of keys. */
export const asksForHelp = (press: Press, focus: Focus): boolean =>
  press.key === '?' && focus !== 'field' && !press.repeat && !press.ctrlKey && !press.metaKey && !press.altKey;

/** In a field the keys take back what was typed there. */
function historyCommand({ key, shiftKey }: Press, focus: Focus): MenuCommand | null {
  if (focus === 'field') return null;
  if (key.toLowerCase() === 'z') return shiftKey ? 'redo' : 'undo';
  return key.toLowerCase() === 'y' && !shiftKey ? 'redo' : null;
}

function withControl(key: string): MenuCommand | null {
  if (key.toLowerCase() === 'o') return 'open';
  return key.toLowerCase() === 'e' ? 'export' : null;
}

const FIELDS = 'input:not([type=checkbox]):not([type=radio]):not([type=range]), select, textarea, [contenteditable]';
/** The tab that is shown already does nothing when it is pressed. */
const PRESSED_BY_SPACE =
  'button:not([role=tab][aria-selected=true]), a[href], summary, input[type=checkbox], input[type=radio]';

export function focusOf(element: Element | null): Focus {
  if (element?.closest(FIELDS)) return 'field';
  return element?.closest(PRESSED_BY_SPACE) ? 'button' : 'elsewhere';
}
