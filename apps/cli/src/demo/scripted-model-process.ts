import { startScriptedModel, type ScriptedModelOptions } from './scripted-model.ts';

/** What the demo tells its scripted models. */
export type Order =
  | { readonly kind: 'start'; readonly options: Omit<ScriptedModelOptions, 'pause'>; readonly pauses: boolean }
  | { readonly kind: 'go-on' };

/** What they answer. */
export type Notice = { readonly kind: 'listening'; readonly port: number } | { readonly kind: 'failed'; readonly reason: string };

let goOn = (): void => {};

process.on('message', (order: Order) => {
  if (order.kind === 'go-on') return goOn();
  const pause = order.pauses ? new Promise<void>((resolve) => (goOn = resolve)) : Promise.resolve();
  startScriptedModel({ ...order.options, pause }).then(
    (port) => process.send?.({ kind: 'listening', port } satisfies Notice),
    (error: unknown) => process.send?.({ kind: 'failed', reason: String(error) } satisfies Notice),
  );
});

// The demo has ended, however it ended.
process.on('disconnect', () => process.exit());
// Ctrl-C reaches the whole group of processes; the demo decides what becomes of its props.
process.on('SIGINT', () => {});
