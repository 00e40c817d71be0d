import type { ChromaClient } from 'chromadb';

/** Largest answer that is read, in bytes. A page of ids or twenty hits are far below. */
const maxAnswerBytes = 8 * 1024 * 1024;

type Request = (input: Parameters<typeof fetch>[0], init?: RequestInit) => Promise<Response>;
interface ConfigurableClient {
  getConfig(): { readonly fetch?: Request };
  setConfig(config: { readonly fetch: Request }): unknown;
}

/**
 * Makes a client give up on an answer that is too large, instead of keeping it in memory. The client library has no such limit and
 * no public place for one: should a later version hide its inner client, answers are read whole and only cut afterwards.
 */
export function capAnswers(client: ChromaClient): void {
  const inner: unknown = Reflect.get(client, 'apiClient');
  if (!isConfigurable(inner)) return;
  const { fetch: request } = inner.getConfig();
  if (request === undefined) return;
  inner.setConfig({ fetch: async (input, init) => capped(await request(input, init)) });
}

function capped(response: Response): Response {
  if (response.body === null) return response;
  let bytes = 0;
  const counted = response.body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(part, controller) {
        bytes += part.length;
        if (bytes > maxAnswerBytes) controller.error(new RangeError(`the answer is larger than ${maxAnswerBytes} bytes`));
        else controller.enqueue(part);
      },
    }),
  );
  const { status, statusText, headers } = response;
  return new Response(counted, { status, statusText, headers });
}

const isConfigurable = (value: unknown): value is ConfigurableClient =>
  typeof (value as Partial<ConfigurableClient> | null)?.getConfig === 'function' &&
  typeof (value as Partial<ConfigurableClient> | null)?.setConfig === 'function';
