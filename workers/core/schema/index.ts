export type * from './dataset';
export type * from './run';
export type * from './model';
export { FallLineError, type ErrorCode, type Outcome } from './errors';
