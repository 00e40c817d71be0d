import { sanitizeLine, type Clock } from '@artemis/core';
import type { ProcessExit, RunningProcess } from '@artemis/process';
import type { JSONRPCMessage, Transport } from '@modelcontextprotocol/client';
import { LineSplitter } from './line-splitter.ts';
import { MessageBudget } from './message-budget.ts';

/** What a {@link ProcessTransport} works with. */
export interface ProcessTransportParts {
  readonly program: RunningProcess;
  readonly clock: Clock;
  /** Reads and checks one line; throws for what is no message. */
  readonly read: (line: string) => JSONRPCMessage;
  readonly write: (message: JSONRPCMessage) => string;
  /** Told of each line that is no message. */
  readonly onBadLine: () => void;
}

/** Longest line, in bytes: results beyond it are of no use to a model. */
const mostLineBytes = 10 * 1024 ** 2;
/** Lines that are no messages: a banner is forgiven, a program that prints is not. */
const mostBadLines = 100;
/** Longest a message may wait in the pipe, in milliseconds. */
const sendTimeoutMs = 5_000;
/** Time a server may take to end once its input is closed, in milliseconds. */
const graceMs = 500;
const shownChars = 200;

/** Speaks with a process over its standard streams, one message a line. A process that breaks the rules is ended. */
export class ProcessTransport implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: (message: JSONRPCMessage) => void;
  readonly #parts: ProcessTransportParts;
  readonly #lines = new LineSplitter(mostLineBytes);
  readonly #budget: MessageBudget;
  #badLines = 0;
  /** Why it is over; `null` while it is not. */
  #end: string | null = null;

  constructor(parts: ProcessTransportParts) {
    this.#parts = parts;
    this.#budget = new MessageBudget(parts.clock);
  }

  get hasEnded(): boolean {
    return this.#end !== null;
  }

  /** Why the connection is over, as a sentence without its full stop. */
  get ending(): string {
    return this.#end ?? 'it is still there';
  }

  async start(): Promise<void> {
    const { program } = this.#parts;
    program.stdout.on('data', (chunk: Buffer) => this.#hear(chunk));
    void program.exited.then((exit) => this.#over(exitReason(exit, program.stderr())));
  }

  async send(message: JSONRPCMessage): Promise<void> {
    const { program, clock, write } = this.#parts;
    await new Promise<void>((resolve, reject) => {
      const timer = clock.after(sendTimeoutMs, () => {
        this.#over('it does not read what it is sent');
        resolve();
      });
      program.stdin.write(write(message), (error) => {
        timer.cancel();
        if (error) reject(error);
        else resolve();
      });
    });
  }

  async close(): Promise<void> {
    this.#over('it was closed');
    await this.#parts.program.stop(graceMs);
  }

  #hear(chunk: Buffer): void {
    if (this.#end !== null) return;
    const lines = this.#lines.push(chunk);
    if (lines === null) return this.#over(`it wrote a line of more than ${mostLineBytes} bytes`);
    if (!this.#budget.spend(lines.length, chunk.length)) return this.#over('it floods its output');
    for (const line of lines) this.#deliver(line);
  }

  #deliver(line: string): void {
    if (this.#end !== null || line.trim() === '') return;
    let message: JSONRPCMessage;
    try {
      message = this.#parts.read(line);
    } catch {
      this.#badLines += 1;
      this.#parts.onBadLine();
      if (this.#badLines > mostBadLines) this.#over(`it wrote more than ${mostBadLines} lines that are no messages`);
      return;
    }
    this.onmessage?.(message);
  }

  /** Whoever waits for an answer is told at once; the process may take a moment to be gone. */
  #over(reason: string): void {
    if (this.#end !== null) return;
    this.#end = reason;
    void this.#parts.program.stop(graceMs);
    this.onclose?.();
  }
}

function exitReason({ ending, exitCode }: ProcessExit, stderr: string): string {
  const last = sanitizeLine(stderr.trimEnd().split('\n').at(-1) ?? '', shownChars);
  const how = exitCode === null ? `it ended (${ending})` : `it ended with exit code ${exitCode}`;
  return last === '' ? how : `${how}: ${last}`;
}
