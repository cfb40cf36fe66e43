import { MessageChannelMain, type MessagePortMain, type WebContents } from 'electron';
import { FRAME_PORT_CHANNEL, type MetricFrame } from '../contract';

export interface FramePort {
  send(frame: MetricFrame): void;
}

/** One port a loaded page: a reload gets a new one, and the old one is closed. `onHandled` gets the run's id. */
export function openFramePort(contents: WebContents, onHandled: (runId: string) => void): FramePort {
  let port: MessagePortMain | null = null;
  const close = (): void => {
    port?.close();
    port = null;
  };
  contents.on('dom-ready', () => {
    close();
    const { port1, port2 } = new MessageChannelMain();
    port1.on('message', (event) => onHandled(String(event.data)));
    port1.start();
    contents.postMessage(FRAME_PORT_CHANNEL, null, [port2]);
    port = port1;
  });
  contents.on('render-process-gone', close);
  contents.once('destroyed', close);
  return { send: (frame) => port?.postMessage(frame) };
}
