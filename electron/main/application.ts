import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { app, session } from 'electron';
import { watchCrashes } from './crashes';
import { openDocuments } from './documents';
import type { Engine } from '../../workers/engine/api';
import { createRunStore } from '../../workers/engine/store/runStore';
import { openEngine } from './engine';
import { createDialogs } from './files/dialogs';
import { openSamples } from './files/samples';
import { createFirstRun } from './firstRun';
import { registerIpc } from './ipc/handle';
import { createHandlersOf } from './ipc/handlers';
import { serveRenderer } from './protocol';
import { disposeOnQuit } from './quit';
import { secure } from './security';
import { createSession } from './services';
import { createKeepRun, type KeepRun } from './keptRuns';
import { createSides, type Side } from './sides';
import { dataFolderOf, type Start } from './start';
import { systemClock } from './systemClock';
import { createWindowHost } from './windowHost';

/** Sets up what a ready application consists of, then opens its window. */
export async function runApplication(start: Start): Promise<void> {
  const { layout, development, given, version } = start;
  const userData = app.getPath('userData');
  secure(session.defaultSession, development);
  serveRenderer(session.defaultSession, layout.renderer);

  const host = createWindowHost();
  const store = createRunStore(dataFolderOf(userData), () => new Date());
  /** Neither an experiment's runs nor those of a start without a person are kept. */
  const keeperOf = (engine: Engine, whose: 'own' | 'apart'): KeepRun | null =>
    whose === 'apart' || given.firstRunFolder !== null
      ? null
      : createKeepRun({
          engine,
          store,
          applicationVersion: version,
          onChanged: () => host.emit('kept-runs/changed', null),
          onFailure: (error) => host.emit('kept-runs/failed', { message: error instanceof Error ? error.message : String(error) }),
        });
  const openSide = (whose: 'own' | 'apart'): Side => {
    const engine = openEngine(start);
    const session = createSession({
      engine,
      clock: systemClock,
      sendFrame: host.sendFrame,
      isVisible: host.isSeen,
      keep: keeperOf(engine, whose),
      onProgress: (progress) => host.emit('work/progress', progress),
      onFinished: (result) => {
        host.emit('run/finished', result);
        firstRun?.onFinished(result);
      },
    });
    return { ...session, engine };
  };
  const sides = createSides(openSide, console.error);
  const { engine } = sides.own;
  const firstRun =
    given.firstRunFolder === null ? null : createFirstRun({ folder: given.firstRunFolder, engine, host });
  disposeOnQuit(async () => {
    await Promise.allSettled([sides.close(), host.settled()]);
    await sides.dispose();
  });
  watchCrashes({ window: host.window, resetWindow: sides.close, onUnattendedFailure: firstRun?.fail ?? null });

  // What was deleted can be brought back until now.
  void store.emptyDeleted().catch(console.error);

  const documents = await openDocuments(start, host.emit);
  app.on('second-instance', (_event, argv, workingDirectory) => {
    const { file } = start.parse(argv, workingDirectory);
    host.show();
    if (file !== null) documents.open(file);
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    documents.open(path);
  });

  const samples = await openSamples({
    bundledFolder: layout.samples,
    generatedFolder: join(userData, 'samples'),
    generate: (path, context) => engine.makeSample(path, context),
  });
  const handlersOf = createHandlersOf(sides, {
    samples,
    store,
    approved: documents.approved,
    recentFiles: documents.recentFiles,
    dialogs: createDialogs(host.window),
    info: () => ({
      version,
      platform: process.platform,
      maxWorkers: availableParallelism(),
      samples: samples.list,
      // Nobody is there to say what an unattended start should do with a file.
      initialFile: firstRun ? null : given.file,
    }),
    documentsFolder: app.getPath('documents'),
  });
  registerIpc({
    handlers: handlersOf,
    approved: documents.approved,
    isOwnFrame: host.isOwnFrame,
    onFailure: (_name, _code, message) => firstRun?.fail(message),
  });

  app.setAboutPanelOptions({ applicationName: 'Fall Line', applicationVersion: version });
  await host.open({
    preload: layout.preload,
    placementFile: join(userData, 'window.json'),
    development,
    onFrameHandled: sides.frameHandled,
    onReload: () => void sides.close(),
  });
  firstRun?.begin();
}
