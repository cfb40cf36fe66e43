import type { FallLineApi, IpcName, IpcRequest, IpcResponse, IpcResult } from '../../electron/contract';
import { FallLineError } from '../../workers/core/schema';

/** Requests as promises that reject with a FallLineError; events as they come. */
export interface Client {
  call<N extends IpcName>(name: N, request: IpcRequest<N>): Promise<IpcResponse<N>>;
  readonly on: FallLineApi['on'];
  readonly onFrame: FallLineApi['onFrame'];
  readonly allowDroppedFile: FallLineApi['allowDroppedFile'];
}

export function createClient(api: FallLineApi): Client {
  return {
    async call<N extends IpcName>(name: N, request: IpcRequest<N>): Promise<IpcResponse<N>> {
      const method = api[name] as (request: IpcRequest<N>) => Promise<IpcResult<IpcResponse<N>>>;
      const result = await method(request);
      if (!result.ok) throw new FallLineError(result.code, result.message);
      return result.value;
    },
    on: api.on,
    onFrame: api.onFrame,
    allowDroppedFile: api.allowDroppedFile,
  };
}

let connected: Client | null = null;

export function connect(api: FallLineApi): Client {
  connected = createClient(api);
  return connected;
}

export function useClient(): Client {
  if (connected === null) throw new Error('The window is not connected to the application yet.');
  return connected;
}
