export interface KeyGroup {
  title: string;
  /** Keys that are pressed together are one entry, with a plus sign between them. */
  keys: readonly { keys: readonly string[]; does: string }[];
}

/** What the window does with its keys, as the help shows it. */
export const KEY_GROUPS: readonly KeyGroup[] = [
  {
    title: 'Everywhere',
    keys: [
      { keys: ['Space'], does: 'Run, pause, go on' },
      { keys: ['.'], does: 'One step' },
      { keys: ['R'], does: 'Reset: forget the run' },
      { keys: ['Ctrl+Z', 'Ctrl+Shift+Z'], does: 'Take back a change of columns, rows or scaling, or make it again' },
      { keys: ['Ctrl+O'], does: 'Open a file' },
      { keys: ['Ctrl+E'], does: 'Save the model' },
      { keys: ['F6', 'Shift+F6'], does: 'To the next part of the window, or the one before' },
      { keys: ['?'], does: 'This list' },
    ],
  },
  {
    title: 'In a chart',
    keys: [
      { keys: ['←', '→'], does: 'Read the values step by step' },
      { keys: ['Page Up', 'Page Down'], does: 'A tenth of the chart back or on' },
      { keys: ['Home', 'End'], does: 'To the first or the last step' },
      { keys: ['+', '−'], does: 'Zoom in or out; with the mouse, drag' },
      { keys: ['Escape'], does: 'Show all steps' },
    ],
  },
  {
    title: 'In a plot of cells or bars (Evaluate)',
    keys: [
      { keys: ['←', '↑', '→', '↓'], does: 'Read the next cell with rows, or the next bar' },
      { keys: ['Home'], does: 'To the fullest cell, or the first bar' },
    ],
  },
  {
    title: 'In the rows of the file',
    keys: [
      { keys: ['←', '↑', '→', '↓'], does: 'To the next cell; with Ctrl, as far as it goes' },
      { keys: ['Page Up', 'Page Down'], does: 'A screen up or down' },
      { keys: ['Ctrl+Home', 'Ctrl+End'], does: 'To the first or the last cell' },
      { keys: ['Enter'], does: 'Prepare the column' },
    ],
  },
];
