import { ipcMain, type IpcMainInvokeEvent } from 'electron';
import type { z } from 'zod';
import {
  ALLOW_DROPPED_CHANNEL,
  IPC_NAMES,
  type ErrorCode,
  type IpcName,
  type IpcRequest,
} from '../../contract';
import type { ApprovedPaths } from '../files/approvedPaths';
import { answer, type Handler, type Handlers } from './answer';
import { requestSchemas } from './schemas';
import { path as pathSchema } from './schemas/common';

export interface IpcOptions {
  /** Of what the window works with now. */
  handlers: () => Handlers;
  approved: ApprovedPaths;
  /** Whether a message comes from the main frame of our window, showing a page of ours. */
  isOwnFrame: (event: IpcMainInvokeEvent) => boolean;
  onFailure: (name: IpcName, code: ErrorCode, message: string) => void;
}

/** The only place that listens to the window. */
export function registerIpc({ handlers, approved, isOwnFrame, onFailure }: IpcOptions): void {
  const handle = <N extends IpcName>(
    name: N,
    schema: z.ZodType<IpcRequest<N>>,
    handler: Handler<N>,
  ): void => {
    ipcMain.handle(name, async (event, payload: unknown) => {
      if (!isOwnFrame(event)) throw new Error('This page may not ask Fall Line for anything.');
      const result = await answer(name, schema, handler, payload, (error) => console.error(`${name}:`, error));
      if (!result.ok) onFailure(name, result.code, result.message);
      return result;
    });
  };
  const register = <N extends IpcName>(name: N): void => 
    handle(name, requestSchemas[name], (request) => handlers()[name](request));
  for (const name of IPC_NAMES) register(name);

  ipcMain.handle(ALLOW_DROPPED_CHANNEL, (event, payload: unknown) => {
    const dropped = pathSchema.safeParse(payload);
    return isOwnFrame(event) && dropped.success ? approved.approve(dropped.data) : null;
  });
}
