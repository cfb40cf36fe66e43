import type { Palette } from './palette';

/** A chart as a picture that can stand by itself: on the panel's background, with title and subtitle above it. */
export async function chartPng(
  source: HTMLCanvasElement,
  { title, subtitle, palette }: { title: string; subtitle: string; palette: Palette },
): Promise<Uint8Array<ArrayBuffer>> {
  const ratio = source.width / Math.max(1, source.clientWidth);
  const margin = 16;
  const heading = 40;
  const canvas = document.createElement('canvas');
  canvas.width = source.width + Math.round(2 * margin * ratio);
  canvas.height = source.height + Math.round((heading + margin) * ratio);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('The picture could not be drawn. Close other windows and try again.');
  context.fillStyle = palette.surface;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(source, Math.round(margin * ratio), Math.round(heading * ratio));
  context.scale(ratio, ratio);
  context.textBaseline = 'middle';
  context.font = `600 14px ${palette.font}`;
  context.fillStyle = palette.text;
  context.fillText(title, margin, heading / 2);
  const left = margin + context.measureText(title).width + 12;
  context.font = `12px ${palette.font}`;
  context.fillStyle = palette.muted;
  context.fillText(subtitle, left, heading / 2);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('The picture could not be encoded. Make the window smaller and try again.');
  return new Uint8Array(await blob.arrayBuffer());
}
