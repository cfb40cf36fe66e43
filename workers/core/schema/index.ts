export type * from './dataset';
export type * from './method';
export type * from './run';
export type * from './model';
export type * from './exact';
export type * from './selfTest';
export type * from './probe';
export { FallLineError, type ErrorCode, type Outcome } from './errors';
