import type { IpcEventName, IpcName } from './ipc';

/** The compiler refuses a list that lacks a name of the map or has one of its own. */
const namesOf = <N extends string>(names: Record<N, true>): readonly N[] => Object.keys(names) as N[];

export const IPC_NAMES = namesOf<IpcName>({
  'app/info': true,
  'app/self-test': true,
  'app/recent-files': true,
  'file/choose': true,
  'sample/path': true,
  'import/propose': true,
  'import/start': true,
  'import/prove': true,
  'dataset/save-rejected': true,
  'file/kind': true,
  'work/cancel': true,
  'dataset/profile': true,
  'dataset/rows': true,
  'dataset/rejected': true,
  'dataset/solve': true,
  'dataset/prepare': true,
  'recipe/save': true,
  'recipe/open': true,
  'run/start': true,
  'run/control': true,
  'run/is-open': true,
  'run/dispose': true,
  'run/save-log': true,
  'run/save-trace': true,
  'run/probe': true,
  'run/state-at': true,
  'run/race': true,
  'run/evaluate': true,
  'study/start': true,
  'experiment/begin': true,
  'experiment/end': true,
  'kept-runs/list': true,
  'kept-runs/trace': true,
  'kept-runs/change': true,
  'kept-runs/delete': true,
  'kept-runs/restore': true,
  'kept-runs/save-csv': true,
  'kept-runs/open-data': true,
  'kept-runs/resume': true,
  'model/preview': true,
  'model/export': true,
  'model/open': true,
  'model/predict': true,
  'predict/open': true,
  'predict/close': true,
  'predict/preview': true,
  'predict/save': true,
  'image/save-png': true,
  'image/save-svg': true,
  'image/copy-png': true,
});

export const IPC_EVENT_NAMES = namesOf<IpcEventName>({
  'work/progress': true,
  'run/finished': true,
  'menu/command': true,
  'file/open': true,
  'sample/run': true,
  'app/memory': true,
  'kept-runs/changed': true,
  'kept-runs/failed': true,
});

/** Channels between main and preload that the page never sees. */
export const ALLOW_DROPPED_CHANNEL = 'private/allow-dropped';
/** Over this port frames go out, and the run's id comes back once one has been handled. */
export const FRAME_PORT_CHANNEL = 'private/frame-port';
