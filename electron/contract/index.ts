export type * from './ipc';
export type * from '../../workers/core/schema';
export * from './names';
