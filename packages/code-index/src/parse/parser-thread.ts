import { Worker } from 'node:worker_threads';
import type { ParseAnswer, ParseQuestion, ThreadReady } from './parse-messages.ts';

/** Who is told what a parser thread does. */
export interface ThreadListener {
  /** The thread has started, and will answer. */
  onReady(thread: ParserThread): void;
  /** The thread answered. */
  onAnswer(thread: ParserThread, answer: ParseAnswer): void;
  /** The thread is over, once and finally. */
  onEnd(thread: ParserThread, error: unknown): void;
}

/** A thread that parses: it answers questions in the order they are asked. */
export interface ParserThread {
  ask(question: ParseQuestion): void;
  /** Ends the thread, whatever it is doing. */
  end(): Promise<void>;
  /** Whether the process waits for the thread. */
  keepAlive(needed: boolean): void;
}

/** Starts a thread. */
export type StartThread = (listener: ThreadListener) => ParserThread;

const maxHeapMebibytes = 160;

/** Starts a real thread. It runs the file beside this one, as source or compiled. */
export const startParserThread: StartThread = (listener) => {
  const file = new URL(`./serve-parsing${import.meta.url.slice(import.meta.url.lastIndexOf('.'))}`, import.meta.url);
  const worker = new Worker(`import(${JSON.stringify(file)}).then((thread) => thread.serveParsing());`, {
    eval: true,
    // Hostile text is parsed in there: it gets no secrets, no arguments, and may not print.
    env: {},
    argv: [],
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: maxHeapMebibytes, maxYoungGenerationSizeMb: 16 },
  });
  let failure: unknown = null;
  const thread: ParserThread = {
    ask: (question) => worker.postMessage(question, []),
    end: async () => void (await worker.terminate()),
    keepAlive: (needed) => (needed ? worker.ref() : worker.unref()),
  };
  worker.stdout.resume();
  worker.stderr.resume();
  worker.on('message', (message: ParseAnswer | ThreadReady) =>
    'ready' in message ? listener.onReady(thread) : listener.onAnswer(thread, message),
  );
  worker.on('error', (error) => (failure = error));
  worker.on('exit', () => listener.onEnd(thread, failure));
  return thread;
};
