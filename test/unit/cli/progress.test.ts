import { describe, expect, it } from 'vitest';
import { createProgress } from '../../../cli/progress';
import { fakeIo } from './fakes';

const state = (done: number) => ({
  label: 'Reading',
  done,
  total: 4,
  detail: `${done} of 4 rows`,
  remainingMs: null,
});

describe('progress', () => {
  it('on a terminal is a bar that is redrawn in place and gone at the end', () => {
    const io = fakeIo(undefined, true);
    const progress = createProgress(io, false);
    progress.update(state(1));
    progress.update(state(2));
    io.advance(50);
    progress.update(state(3));
    progress.finish('Read.');
    const drawn = io.err().split('\r\u001b[K');
    expect(drawn.map((text) => text.trim().split('  ').at(-1))).toEqual([
      '',
      '1 of 4 rows',
      '3 of 4 rows',
      'Read.',
    ]);
  });

  it('elsewhere is a plain line every five seconds', () => {
    const io = fakeIo();
    const progress = createProgress(io, false);
    for (const done of [1, 2, 3]) {
      io.advance(2600);
      progress.update(state(done));
    }
    progress.finish('Read.');
    progress.clear();
    expect(io.err()).toBe('Reading: 50 %, 2 of 4 rows\nRead.\n');
  });

  it('is silent when told so', () => {
    const io = fakeIo(undefined, true);
    const progress = createProgress(io, true);
    progress.update(state(1));
    progress.finish('Read.');
    expect(io.err()).toBe('');
  });
});
