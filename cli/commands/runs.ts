import { runsCsv } from '../../workers/core/keptRuns/runsCsv';
import { writeTextAtomic } from '../../workers/engine/files/atomicWrite';
import { reopenData } from '../../workers/engine/store/reopen';
import type { RunStore } from '../../workers/engine/store/runStore';
import { conductRun } from '../conductRun';
import { withEngine, workHooks } from '../dataset';
import { EXIT } from '../failures';
import { counted } from '../format';
import type { Io } from '../io';
import { keepRun, openStore } from '../keeping';
import { parseRuns, type ResumeOptions } from '../options/runs';
import { checkOutputs } from '../outputs';
import { createProgress } from '../progress';
import { trainText } from '../reports/train';
import { jsonText, trainObject, type TrainOutcome } from '../reports/trainJson';
import { runsJson, runsText, runText } from '../reports/runs';

const findAll = async (store: RunStore, prefixes: string[], among: 'kept' | 'deleted'): Promise<string[]> => {
  const ids: string[] = [];
  // Each before any is touched.
  for (const prefix of prefixes) ids.push(await store.find(prefix, among));
  return [...new Set(ids)];
};

const resume = async (io: Io, store: RunStore, options: ResumeOptions): Promise<number> => {
  const { exportPath, coefficientsPath, logPath, tracePath, quiet } = options;
  const id = await store.find(options.id);
  const run = await store.read(id);
  const point = await store.resumePoint(id);
  const dataPath = options.path ?? run.data.path;
  await checkOutputs(
    [
      { option: 'export', path: exportPath },
      { option: 'coefficients', path: coefficientsPath },
      { option: 'log', path: logPath },
      { option: 'trace', path: tracePath },
    ],
    [dataPath],
  );
  return withEngine(
    io,
    createProgress(io, quiet),
    quiet,
    async (session) => {
      const { engine, progress } = session;
      const open: Parameters<typeof reopenData>[0]['open'] = async (path, importOptions, check) => {
        const dataset = await engine.importFile(path, importOptions, workHooks(session));
        check(dataset);
        return dataset;
      };
      const dataset = await reopenData({ engine, open }, run, options.path);
      progress.finish(`Resuming at step ${point.checkpoint.step} of ${run.settings.stop.maxSteps}.`);
      const prepared = run.recipe && (await engine.prepare(dataset.id, run.recipe, workHooks(session)));
      const datasetId = prepared?.dataset.id ?? dataset.id;
      const resumed = await engine.startRun(datasetId, run.settings, { ...workHooks(session), resume: point });
      const recording = keepRun(session, resumed, { startedAt: run.startedAt, held: point.held });
      const describe = (outcome: TrainOutcome): string => (options.json ? jsonText(trainObject(outcome)) : trainText(outcome));
      return conductRun(session, dataset, resumed, { ...options, describe }, recording);
    },
    run.info.nWorkers,
  );
};

export const runs = async (argv: string[], io: Io): Promise<number> => {
  const options = parseRuns(argv);
  const store = openStore(io);
  switch (options.kind) {
    case 'list': {
      const list = await store.list();
      io.stdout(`${options.json ? runsJson(list) : runsText(list)}\n`);
      return EXIT.done;
    }
    case 'show': {
      const run = await store.read(await store.find(options.id));
      io.stdout(`${options.json ? runsJson(run) : runText(run)}\n`);
      return EXIT.done;
    }
    case 'resume':
      return resume(io, store, options);
    case 'delete': {
      const ids = await findAll(store, options.ids, 'kept');
      await store.remove(ids);
      if (!options.quiet) io.stderr(`Deleted ${counted(ids.length, 'run')}. "fall-line runs restore ${options.ids.join(' ')}" brings them back.\n`);
      return EXIT.done;
    }
    case 'restore': {
      const ids = await findAll(store, options.ids, 'deleted');
      await store.restore(ids);
      if (!options.quiet) io.stderr(`Restored ${counted(ids.length, 'run')}.\n`);
      return EXIT.done;
    }
    case 'export': {
      await checkOutputs([{ option: 'FILE.csv', path: options.path }], []);
      const { runs: all } = await store.list();
      await writeTextAtomic(options.path, runsCsv(all));
      if (!options.quiet) io.stderr(`Wrote ${counted(all.length, 'run')} to ${options.path}.\n`);
      return EXIT.done;
    }
  }
};
