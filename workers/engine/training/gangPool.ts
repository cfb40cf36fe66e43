import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { abortGang, openControlBlock, SLOT } from '../../core/training/controlBlock';
import { nParameters } from '../../core/training/parameterShape';
import { shapeOf, type FollowTask, type ReadTask, type SeatTask, type TrainReply, type TrainTask } from '../../core/training/trainTask';

/** A worker that ended before its task did. */
export interface Casualty {
  worker: number;
  error: unknown;
}

export interface GangOutcome {
  /** Of the leader; null where it died. */
  reply: TrainReply | null;
  casualty: Casualty | null;
}

export interface GangPool {
  readonly maxWorkers: number;
  /** The threads there are, busy or idle. */
  threads(): Worker[];
  /**
   * Seats a whole gang at once and resolves when all of it has left. If a worker dies, the others are set
   * free. `leader` makes the task of worker 0; the others follow.
   */
  run(seats: Omit<SeatTask, 'worker' | 'spins'>, leader: LeaderPart): Promise<GangOutcome>;
  /** Reads the tiles again and again with all workers; milliseconds of each. For the benchmark. */
  read(seats: Omit<SeatTask, 'worker' | 'spins'>, repeats: number): Promise<number[]>;
  dispose(): Promise<void>;
}

type LeaderPart = { [T in TrainTask as T['kind']]: Omit<T, keyof SeatTask> }['descend' | 'replay' | 'visit' | 'optimum' | 'probe'];

/**
 * Some 50 to 80 microseconds: longer than the leader's part of a step, and than waking a sleeping follower
 * takes.
 */
const SPINS = 10_000;

export const createGangPool = (tasksDirectory: string, maxWorkers: number): GangPool => {
  // Named with each task and not for the pool: a file that cannot be loaded then fails the task and not a
  // thread's start, after which the pool would keep the task queued for ever.
  const filename = join(tasksDirectory, 'train.js');
  const pool = new Piscina<TrainTask, TrainReply>({
    minThreads: 0,
    // A run may be paused while it is replayed, while others go on beside it, while its exact twin is sought and while its objective
    // is asked something: there are seats for these gangs and for a sweep, so no gang is half seated.
    maxThreads: 5 * maxWorkers,
    idleTimeout: Infinity,
    // An idle thread that blocks would keep its last task, and with it the shards, alive.
    atomics: 'disabled',
  });
  // Without a listener an idle thread that dies would end the process; the next task gets a new one.
  pool.on('error', () => undefined);
  // A thread that ends while it starts has no task yet that could fail: whoever waits for seats has to be
  // told.
  const seatings = new Set<() => void>();
  pool.on('workerDestroy', () => seatings.forEach((fail) => fail()));

  const spinsFor = (nWorkers: number): number => (nWorkers <= availableParallelism() ? SPINS : 0);

  return {
    maxWorkers,
    threads: () => pool.threads,
    run: async (seats, leader) => {
      const { nWorkers } = seats;
      const block = openControlBlock(seats.control, nWorkers, nParameters(shapeOf(seats)));
      let casualty: Casualty | null = null;
      const aborter = new AbortController();
      const failSeating = (): void => {
        const nSeated = Atomics.load(block.ints, SLOT.seated);
        if (nSeated === nWorkers || casualty) return;
        casualty = { worker: nSeated, error: new Error('its thread ended while it started') };
        abortGang(block);
        aborter.abort();
      };
      const seat = async (task: TrainTask): Promise<TrainReply | null> => {
        try {
          return await pool.run(task, { filename, signal: aborter.signal });
        } catch (error) {
          casualty ??= { worker: task.worker, error };
          abortGang(block);
          return null;
        }
      };
      const common = { ...seats, spins: spinsFor(nWorkers) };
      const followers = Array.from({ length: nWorkers - 1 }, (_, k): FollowTask => {
        return { ...common, kind: 'follow', worker: k + 1 };
      });
      seatings.add(failSeating);
      const [reply] = await Promise.all([seat({ ...common, ...leader, worker: 0 }), ...followers.map(seat)]);
      seatings.delete(failSeating);
      return { reply: reply ?? null, casualty };
    },
    read: async (seats, repeats) => {
      const common = { ...seats, spins: spinsFor(seats.nWorkers) };
      const replies = await Promise.all(
        Array.from({ length: seats.nWorkers }, (_, worker) =>
          pool.run({ ...common, kind: 'read', worker, repeats } satisfies ReadTask, { filename }),
        ),
      );
      return replies.flatMap((reply) => (reply.kind === 'read' ? [reply.elapsedMs] : []));
    },
    dispose: () => pool.destroy(),
  };
};
