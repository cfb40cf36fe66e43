import { describe, expect, it } from 'vitest';
import { fitBounds, MINIMUM_SIZE } from '../../../electron/main/windowBounds';

const LEFT = { x: 0, y: 0, width: 1920, height: 1040 };
const RIGHT = { x: 1920, y: 0, width: 1280, height: 1024 };

describe('remembered bounds', () => {
  it('on a screen that is there are kept', () => {
    const saved = { x: 2000, y: 100, width: 1000, height: 700 };
    expect(fitBounds(saved, [LEFT, RIGHT])).toEqual(saved);
  });

  it('partly off the screen are kept while the top edge can be taken hold of', () => {
    const saved = { x: -800, y: 900, width: 1000, height: 700 };
    expect(fitBounds(saved, [LEFT])).toEqual(saved);
  });

  it.each([
    ['on a screen that was unplugged', { x: 2000, y: 100, width: 1000, height: 700 }],
    ['with the top edge above the screen', { x: 100, y: -20, width: 1000, height: 700 }],
    ['with too little left to take hold of', { x: 1850, y: 100, width: 1000, height: 700 }],
  ])('%s are dropped', (_what, saved) => {
    expect(fitBounds(saved, [LEFT])).toBeNull();
  });

  it('larger than the screen are made to fit, and never smaller than the least size', () => {
    expect(fitBounds({ x: 0, y: 0, width: 4000, height: 3000 }, [LEFT])).toEqual(LEFT);
    expect(fitBounds({ x: 0, y: 0, width: 200, height: 100 }, [LEFT])).toEqual({ x: 0, y: 0, ...MINIMUM_SIZE });
  });
});
