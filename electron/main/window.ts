import { BrowserWindow, nativeTheme, screen } from 'electron';
import { z } from 'zod';
import { readJsonFile, writeJsonFile } from './files/jsonFile';
import { securePreferences } from './security';
import { DEFAULT_SIZE, fitBounds, MINIMUM_SIZE } from './windowBounds';

const placementSchema = z.object({
  bounds: z.object({ x: z.int(), y: z.int(), width: z.int().positive(), height: z.int().positive() }),
  isMaximized: z.boolean(),
});

/** Behind the page until it has drawn: the same as --background in renderer/styles/tokens.css. */
const backgroundColor = (): string => (nativeTheme.shouldUseDarkColors ? '#14171a' : '#f3f2ef');

export interface WindowOptions {
  preload: string;
  /** File in which place and size are remembered. */
  placementFile: string;
}

/** Makes the window, hidden until its page has drawn. `onPlacementSaved` gets the write that closing it begins. */
export async function createWindow(
  { preload, placementFile }: WindowOptions,
  onPlacementSaved: (saved: Promise<void>) => void,
): Promise<BrowserWindow> {
  const placement = await readJsonFile(placementFile, placementSchema);
  const workAreas = screen.getAllDisplays().map((display) => display.workArea);
  const bounds = placement && fitBounds(placement.bounds, workAreas);
  const window = new BrowserWindow({
    ...DEFAULT_SIZE,
    ...bounds,
    minWidth: MINIMUM_SIZE.width,
    minHeight: MINIMUM_SIZE.height,
    title: 'Fall Line',
    backgroundColor: backgroundColor(),
    show: false,
    webPreferences: { ...securePreferences, preload },
  });
  window.once('ready-to-show', () => {
    if (placement?.isMaximized) window.maximize();
    window.show();
  });
  window.on('close', () => {
    const now = { bounds: window.getNormalBounds(), isMaximized: window.isMaximized() };
    onPlacementSaved(
      writeJsonFile(placementFile, now).catch((error: unknown) =>
        console.error('The place of the window could not be saved.', error),
      ),
    );
  });
  return window;
}

export const isSeen = (window: BrowserWindow): boolean =>
  !window.isDestroyed() && window.isVisible() && !window.isMinimized();
