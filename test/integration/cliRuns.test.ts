import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { KeptRun, KeptRunList } from '../../workers/core/schema';
import { classicPath, ending, nLines, trainJson, useCliFolder } from './cliProcess';

const folder = useCliFolder();
const runsFolder = (): string => folder.at('home/runs');

const list = async (): Promise<KeptRunList> => JSON.parse((await folder.run('runs', '--json')).stdout) as KeptRunList;
const show = async (id: string): Promise<KeptRun> => JSON.parse((await folder.run('runs', 'show', id, '--json')).stdout) as KeptRun;

const idsOnDisk = (): string[] => (existsSync(runsFolder()) ? readdirSync(runsFolder()).filter((name) => !name.startsWith('.')) : []);

/** The id of the run that has a checkpoint by now, besides those before. */
const untilCheckpoint = (before: string[]): Promise<string> =>
  vi.waitUntil(
    () => idsOnDisk().find((id) => !before.includes(id) && existsSync(join(runsFolder(), id, 'checkpoint.bin'))),
    { timeout: 60_000, interval: 20 },
  ).then((id) => id ?? '');

const stepsOnDisk = (id: string): number =>
  (JSON.parse(readFileSync(join(runsFolder(), id, 'run.json'), 'utf8')) as KeptRun).last.steps;

const LONG = ['train', classicPath, '--target', 'y', '--batch', '100', '--optimizer', 'adam', '--learning-rate', '0.001', '--average-from', '1000', '--json', '--quiet'];

describe('the runs of the command line', () => {
  it('are listed, shown, put away, brought back and written as a table', async () => {
    const trained = trainJson(await folder.run('train', classicPath, '--target', 'y', '--json', '--quiet'));
    await folder.run('train', classicPath, '--target', 'y', '--no-keep', '--quiet');
    await folder.run('train', classicPath, '--target', 'y', '--sweep', 'learning-rate=0.1,0.2', '--quiet');
    const [kept, ...others] = (await list()).runs;
    expect(others).toEqual([]);
    expect(kept!.last).toMatchObject({ thetaHash: trained.thetaHash, steps: trained.steps, stopReason: 'max-steps' });
    expect(kept).toMatchObject({ canResume: false, isOpen: false, name: '', deletedAt: null });
    const id = kept!.id.slice(0, 6);
    expect((await folder.run('runs', 'show', id)).stdout).toContain(trained.thetaHash);
    expect((await folder.run('runs')).stdout).toContain(kept!.id.slice(0, 8));

    expect(await folder.run('runs', 'delete', id)).toMatchObject({ code: 0 });
    expect((await list()).runs).toEqual([]);
    expect((await folder.run('runs', 'show', id)).stderr).toContain(`There is no kept run "${id}".`);
    expect(await folder.run('runs', 'restore', id)).toMatchObject({ code: 0 });
    expect((await list()).runs).toEqual([kept]);

    const csv = folder.at('runs.csv');
    expect(await folder.run('runs', 'export', csv)).toMatchObject({ code: 0 });
    const text = readFileSync(csv, 'utf8');
    expect(nLines(text)).toBe(2);
    expect(text).toContain(`,${trained.thetaHash}`);
    expect(await folder.run('runs', 'resume', id)).toMatchObject({ code: 2 });
  });

  it('that are killed go on, twice, to the bits of one that was left alone', async () => {
    const args = [...LONG, '--steps', '1500000'];
    const whole = trainJson(await folder.run(...args, '--no-keep'));
    const before = idsOnDisk();
    const first = folder.start(...args);
    const end = ending(first);
    const id = await untilCheckpoint(before);
    // Another process reads while this one writes.
    expect(await show(id)).toMatchObject({ isOpen: true, canResume: false });
    expect((await folder.run('runs', 'delete', id)).stderr).toContain('is going on');
    first.kill('SIGKILL');
    expect((await end).signal).toBe('SIGKILL');
    const killed = await show(id);
    expect(killed).toMatchObject({ isOpen: false, canResume: true, last: { stopReason: null } });

    const second = folder.start('runs', 'resume', id.slice(0, 8), '--quiet');
    const secondEnd = ending(second);
    await vi.waitUntil(() => stepsOnDisk(id) > killed.last.steps, { timeout: 60_000, interval: 20 });
    second.kill('SIGKILL');
    await secondEnd;
    expect((await show(id)).last.steps).toBeGreaterThan(killed.last.steps);

    const resumed = trainJson(await folder.run('runs', 'resume', id, '--json', '--quiet'));
    expect({ ...resumed, elapsedMs: null }).toEqual({ ...whole, elapsedMs: null });
    const ended = await show(id);
    expect(ended).toMatchObject({ isOpen: false, canResume: false, startedAt: killed.startedAt, last: { thetaHash: whole.thetaHash } });
    expect(readdirSync(join(runsFolder(), id)).sort()).toEqual(['run.json', expect.stringMatching(/^trace-\d+\.f64$/)]);
  });

  it('that are stopped by Ctrl+C go on as well, and write a log from step 0', async () => {
    const args = [...LONG, '--steps', '1000000'];
    const before = idsOnDisk();
    const child = folder.start(...args);
    const end = ending(child);
    const id = await untilCheckpoint(before);
    child.kill('SIGINT');
    expect((await end).code).toBe(130);
    const stopped = await show(id);
    expect(stopped).toMatchObject({ canResume: true, last: { stopReason: 'stopped' } });
    const log = folder.at('log.csv');
    const resumed = trainJson(await folder.run('runs', 'resume', id, '--json', '--quiet', '--log', log));
    expect(resumed.steps).toBe(1_000_000);
    expect(nLines(readFileSync(log, 'utf8'))).toBe(1_000_002);
  });

  it('whose file is gone or changed say so, and are found where it is now', async () => {
    const path = folder.at('copy.csv');
    writeFileSync(path, readFileSync(classicPath));
    const before = idsOnDisk();
    const child = folder.start('train', path, ...LONG.slice(2), '--steps', '800000');
    const end = ending(child);
    const id = await untilCheckpoint(before);
    child.kill('SIGKILL');
    await end;
    writeFileSync(path, `${readFileSync(classicPath, 'utf8')}1,2,3,4,5,6\n`);
    expect(await folder.run('runs', 'resume', id, '--quiet')).toMatchObject({ code: 1, stderr: expect.stringContaining('is not as it was') as string });
    expect(await folder.run('runs', 'resume', id, '--quiet', '--file', classicPath)).toMatchObject({ code: 0 });
  });
});
