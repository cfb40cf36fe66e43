import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app } from 'electron';
import { FallLineError } from '../../workers/core/schema';
import { coefficientsCsv, serializeModel } from '../../workers/core/export/model';
import type { Engine } from '../../workers/engine/api';
import { writeFileAtomic, writeTextAtomic } from '../../workers/engine/files/atomicWrite';
import type { RunResult } from '../contract';
import type { WindowHost } from './windowHost';

const SAMPLE = 'classic';
const OVERALL_BOUND_MS = 120_000;

/** The window has drawn what it was told last once two more frames were made. */
const AFTER_TWO_FRAMES =
  'new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(null))))';

export interface FirstRunOptions {
  /** Receives screenshot.png, model.json and coefficients.csv. */
  folder: string;
  engine: Pick<Engine, 'model'>;
  host: Pick<WindowHost, 'window' | 'emit'>;
}

/** The ordinary application without a person: its window trains the classic sample, and what came out is kept. */
export interface FirstRun {
  begin(): void;
  onFinished(result: RunResult): void;
  /** Says the sentence on stderr and ends the application with code 1. */
  fail(message: string): void;
}

const summary = ({ steps, stopReason, loss, weights, bias }: RunResult): string =>
  [
    `steps: ${steps} (${stopReason})`,
    `loss: ${loss}`,
    `weights: [${weights.join(', ')}]`,
    `bias: ${bias}`,
  ].join('\n');

export function createFirstRun({ folder, engine, host }: FirstRunOptions): FirstRun {
  let isOver = false;
  let bound: NodeJS.Timeout | null = null;

  const end = (code: number): void => {
    isOver = true;
    if (bound) clearTimeout(bound);
    process.exitCode = code;
    app.quit();
  };
  const fail = (message: string): void => {
    if (isOver) return;
    console.error(message);
    end(1);
  };

  const keep = async (result: RunResult): Promise<void> => {
    const contents = host.window()?.webContents;
    if (!contents) throw new Error('The window was closed before the picture was taken.');
    await contents.executeJavaScript(AFTER_TWO_FRAMES);
    const picture = await contents.capturePage();
    const model = await engine.model(result.runId);
    await mkdir(folder, { recursive: true });
    await writeFileAtomic(join(folder, 'screenshot.png'), (path) => writeFile(path, picture.toPNG()));
    await writeTextAtomic(join(folder, 'model.json'), serializeModel(model));
    await writeTextAtomic(join(folder, 'coefficients.csv'), coefficientsCsv(model));
  };

  return {
    begin: () => {
      bound = setTimeout(
        () => fail(`The first run did not end within ${OVERALL_BOUND_MS / 1000} seconds. Try again.`),
        OVERALL_BOUND_MS,
      );
      host.emit('sample/run', { id: SAMPLE });
    },
    onFinished: (result) => {
      if (isOver) return;
      if (result.stopReason === 'failed' || result.stopReason === 'diverged') {
        fail(result.failure ?? result.divergence?.message ?? 'The training failed. Try again.');
        return;
      }
      keep(result).then(
        () => {
          if (isOver) return;
          console.log(summary(result));
          end(0);
        },
        (error: unknown) => {
          const reason = error instanceof Error ? error.message : String(error);
          fail(error instanceof FallLineError ? reason : `Cannot keep the results in "${folder}": ${reason}.`);
        },
      );
    },
    fail,
  };
}
