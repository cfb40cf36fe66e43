import type { Page } from 'playwright';

const NAMED = [
  'application',
  'button',
  'checkbox',
  'combobox',
  'dialog',
  'grid',
  'link',
  'progressbar',
  'searchbox',
  'slider',
  'spinbutton',
  'tab',
  'tablist',
  'textbox',
];
const nameless = new RegExp(`^\\s*- (${NAMED.join('|')})\\b(?! ")`);

/** Lines of the accessibility tree with something to use that has no name. */
export async function namelessControls(page: Page): Promise<string[]> {
  const tree = await page.locator('body').ariaSnapshot();
  return tree.split('\n').filter((line) => nameless.test(line));
}

/** What has the focus, and whether a person can see that. */
export async function focusedElement(page: Page): Promise<{ what: string; isSeen: boolean }> {
  const focused = page.locator(':focus');
  const { what, isFramed } = await focused.evaluate((element) => {
    // A field is framed as a whole, together with its unit.
    const isFramed = [element, element.parentElement ?? element].some((candidate) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(candidate);
      return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1;
    });
    const [fieldLabel] = (element as HTMLInputElement).labels ?? [];
    const label = element.getAttribute('aria-label') ?? fieldLabel?.textContent ?? element.textContent.trim();
    return { what: `${element.tagName.toLowerCase()} ${label.slice(0, 40)}`, isFramed };
  });
  return { what, isSeen: isFramed || (await changesItsLook(page)) };
}

/** A part of a control, such as a slider's thumb, has no style that could be asked for: only pixels tell. */
async function changesItsLook(page: Page): Promise<boolean> {
  const element = await page.locator(':focus').elementHandle();
  if (!element) return false;
  const focused = await element.screenshot();
  await element.evaluate((control) => (control as HTMLElement).blur());
  const plain = await element.screenshot();
  await element.evaluate((control) => (control as HTMLElement).focus());
  return !focused.equals(plain);
}

/** Texts whose contrast against what lies behind them is below `least` (WCAG 2.2: 4.5), with the ratio. */
export const paleTexts = (page: Page, least: number): Promise<string[]> =>
  page.evaluate((bound) => {
    const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    if (!context) throw new Error('There is no canvas.');
    const painted = (colors: string[]): number[] => {
      context.clearRect(0, 0, 1, 1);
      for (const color of colors) {
        context.fillStyle = color;
        context.fillRect(0, 0, 1, 1);
      }
      return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
    };
    const luminance = (rgb: number[]): number => {
      const [r = 0, g = 0, b = 0] = rgb.map((value) => {
        const share = value / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const pale = new Set<string>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent?.trim() ?? '';
      const element = node.parentElement;
      if (!text || !element?.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      if (
        element.closest(
          '[aria-disabled=true], [disabled], .disabled, [inert], [aria-hidden=true], .visually-hidden',
        )
      )
        continue;
      const behind: string[] = [];
      for (let up: Element | null = element; up; up = up.parentElement)
        behind.unshift(getComputedStyle(up).backgroundColor);
      const back = luminance(painted(['white', ...behind]));
      const front = luminance(painted(['white', ...behind, getComputedStyle(element).color]));
      const ratio = (Math.max(back, front) + 0.05) / (Math.min(back, front) + 0.05);
      if (ratio < bound) pale.add(`${text.slice(0, 40)}: ${ratio.toFixed(2)}`);
    }
    return [...pale];
  }, least);
