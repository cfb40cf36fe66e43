import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { FallLineError } from '../../workers/core/schema';

export interface Message {
  kind: 'error' | 'note';
  text: string;
}

/** What an error says to the person; a defect keeps its own words. */
export function sentenceOf(error: unknown): string {
  if (error instanceof FallLineError) return error.message;
  return `Something unexpected went wrong: ${error instanceof Error ? error.message : String(error)}`;
}

/** The one calm place for what the person should know: `banner` waits to be dismissed, `last` stays in the status line. */
export const useMessages = defineStore('messages', () => {
  const banner = shallowRef<Message | null>(null);
  const last = shallowRef<Message | null>(null);

  function note(text: string): void {
    last.value = { kind: 'note', text };
  }

  function fail(error: unknown): void {
    if (error instanceof FallLineError && error.code === 'cancelled') {
      note('Cancelled.');
      return;
    }
    const message: Message = { kind: 'error', text: sentenceOf(error) };
    banner.value = message;
    last.value = message;
  }

  function dismiss(): void {
    banner.value = null;
  }

  /** Runs an action; what goes wrong is shown here and answered with null. */
  async function guard<T>(action: () => Promise<T>): Promise<T | null> {
    try {
      return await action();
    } catch (error) {
      fail(error);
      return null;
    }
  }

  return { banner, last, note, fail, dismiss, guard };
});
