import type { z } from 'zod';
import { FallLineError } from '../../../workers/core/schema';
import type { IpcName, IpcRequest, IpcResponse, IpcResult } from '../../contract';

export type Handler<N extends IpcName> = (
  request: IpcRequest<N>,
) => IpcResponse<N> | Promise<IpcResponse<N>>;
export type Handlers = { [N in IpcName]: Handler<N> };

const describe = (error: z.ZodError): string => {
  const [issue] = error.issues;
  if (!issue) return 'it has the wrong shape';
  const place = issue.path.map(String).join('.');
  return place === '' ? issue.message : `${place}: ${issue.message}`;
};

/** Checks a request and makes every failure a value. A defect of ours is 'unexpected'; the log gets its stack. */
export async function answer<N extends IpcName>(
  name: N,
  schema: z.ZodType<IpcRequest<N>>,
  handler: Handler<N>,
  payload: unknown,
  log: (error: unknown) => void,
): Promise<IpcResult<IpcResponse<N>>> {
  const request = schema.safeParse(payload);
  if (!request.success) {
    return {
      ok: false,
      code: 'setting-invalid',
      message: `The request "${name}" was refused: ${describe(request.error)}. Nothing was changed.`,
    };
  }
  try {
    return { ok: true, value: await handler(request.data) };
  } catch (error) {
    if (error instanceof FallLineError) return { ok: false, code: error.code, message: error.message };
    log(error);
    const reason = error instanceof Error ? error.message : String(error);
    return {
      ok: false,
      code: 'unexpected',
      message: `Fall Line met an error that it did not expect: ${reason}. Try again, or report what led here.`,
    };
  }
}
