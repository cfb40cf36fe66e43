import * as electron from 'electron';
import { FallLineError } from '../../workers/core/schema';

/** Electron before its asynchronous clipboard. */
interface ImageClipboard {
  writeImage(image: electron.NativeImage): void;
}

const takesImages = (clipboard: object): clipboard is ImageClipboard => 'writeImage' in clipboard;

/** Puts a PNG on the system clipboard. Throws FallLineError 'setting-invalid' where the bytes are no picture. */
export async function copyImage(png: Uint8Array<ArrayBuffer>): Promise<void> {
  const { clipboard, nativeImage } = electron;
  const image = nativeImage.createFromBuffer(Buffer.from(png.buffer, png.byteOffset, png.byteLength));
  if (image.isEmpty()) {
    throw new FallLineError('setting-invalid', 'The picture could not be read. Save it as a file instead.');
  }
  if (takesImages(clipboard)) clipboard.writeImage(image);
  else await clipboard.write([new electron.ClipboardItem({ 'image/png': new Blob([png], { type: 'image/png' }) })]);
}
