import { onMounted, onScopeDispose } from 'vue';
import { useClient } from '../bridge/client';
import { useApp } from '../stores/app';
import { useKeptRuns } from '../stores/keptRuns';
import { useMessages } from '../stores/messages';
import { useRun } from '../stores/run';
import { useSession } from '../stores/session';
import { useTransport } from '../stores/transport';
import { useWork } from '../stores/work';
import { useCommands } from './useCommands';

/** What the main process tells the window, each to the store it concerns. */
export function useApplicationEvents(): void {
  const client = useClient();
  const app = useApp();
  const messages = useMessages();
  const run = useRun();
  const session = useSession();
  const transport = useTransport();
  const work = useWork();
  const commands = useCommands();
  const keptRuns = useKeptRuns();

  const unsubscribe = [
    client.on('work/progress', (progress) => work.report(progress)),
    client.on('run/finished', (result) => run.finish(result)),
    client.on('menu/command', ({ command }) => commands.run(command)),
    client.on('file/open', ({ path }) => void session.openFile(path)),
    client.on('sample/run', ({ id }) => void runSample(id)),
    client.on('app/memory', ({ rssBytes }) => (app.memoryBytes = rssBytes)),
    client.on('kept-runs/changed', () => void noteKept()),
    client.on('kept-runs/failed', ({ message }) => keptRuns.noteFailure(message)),
    client.onFrame((frame) => run.receive(frame)),
  ];
  onScopeDispose(() => unsubscribe.forEach((off) => off()));

  /** A list that nobody looks at is read when it is opened. */
  async function noteKept(): Promise<void> {
    if (app.view === 'runs') await keptRuns.refresh();
  }

  async function runSample(id: string): Promise<void> {
    if (await session.openSample(id)) await transport.toggle();
  }

  onMounted(async () => {
    const info = await messages.guard(() => app.load());
    if (info?.initialFile) await session.openFile(info.initialFile);
  });
}
