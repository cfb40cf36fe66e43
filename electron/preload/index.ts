import { contextBridge, ipcRenderer, webUtils } from 'electron';
import {
  ALLOW_DROPPED_CHANNEL,
  IPC_NAMES,
  type FallLineApi,
  type IpcName,
  type IpcRequest,
  type IpcResponse,
  type IpcResult,
} from '../contract';
import { createEvents } from './events';
import { createFrames } from './frames';

type Requests = { [N in IpcName]: (request: IpcRequest<N>) => Promise<IpcResult<IpcResponse<N>>> };

const events = createEvents();
const frames = createFrames();

const invoke =
  <N extends IpcName>(name: N) =>
  (request: IpcRequest<N>): Promise<IpcResult<IpcResponse<N>>> =>
    ipcRenderer.invoke(name, request);

const requests = Object.fromEntries(IPC_NAMES.map((name) => [name, invoke(name)])) as Requests;

const api: FallLineApi = {
  ...requests,
  'run/start': (request) => frames.holdUntil(requests['run/start'](request)),
  on: events.on,
  onFrame: frames.onFrame,
  allowDroppedFile: (file) => ipcRenderer.invoke(ALLOW_DROPPED_CHANNEL, webUtils.getPathForFile(file)),
};

contextBridge.exposeInMainWorld('api', api);
