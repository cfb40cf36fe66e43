import { useClient } from '../bridge/client';
import { useMessages } from '../stores/messages';

type Png = Uint8Array<ArrayBuffer>;

/** Charts as pictures: to the clipboard or to a file. */
export function useImages(): {
  copy(png: Png): Promise<void>;
  save(png: Png, suggestedName: string): Promise<void>;
  saveSvg(svg: string, suggestedName: string): Promise<void>;
} {
  const messages = useMessages();
  const noteSaved = (saved: { path: string } | null): void => {
    if (saved !== null) messages.note(`Saved ${saved.path}.`);
  };
  return {
    async copy(png) {
      await messages.guard(async () => {
        await useClient().call('image/copy-png', { png });
        messages.note('Copied the chart.');
      });
    },
    async save(png, suggestedName) {
      noteSaved(await messages.guard(() => useClient().call('image/save-png', { png, suggestedName })));
    },
    async saveSvg(svg, suggestedName) {
      noteSaved(await messages.guard(() => useClient().call('image/save-svg', { svg, suggestedName })));
    },
  };
}
