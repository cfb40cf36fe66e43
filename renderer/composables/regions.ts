const REGIONS = ['header', 'aside', 'section', 'main', 'footer'];
const FOCUSABLE = 'button, input, select, textarea, a[href], [tabindex="0"]';

/** F6 walks through the parts of the window; each gives the focus to its first control. */
export function moveToNextRegion(direction: 1 | -1): void {
  const regions = REGIONS.flatMap((name) => document.querySelector<HTMLElement>(`.window > ${name}`) ?? []);
  const reachable = regions.filter((region) => region.querySelector(FOCUSABLE) !== null);
  const current = reachable.findIndex((region) => region.contains(document.activeElement));
  const start = current === -1 && direction === -1 ? 0 : current;
  const next = reachable[(start + direction + reachable.length) % reachable.length];
  next?.querySelector<HTMLElement>(FOCUSABLE)?.focus();
}
