import type { ToolCall } from '../capability/llm.ts';
import { readArguments, type ReadArguments } from './tools/read-arguments.ts';

/** A tool call that every vendor takes back, with its arguments read. */
export interface SaneCall {
  /** Its id is unique in the conversation, its name plain, its arguments valid JSON of an object. */
  readonly call: ToolCall;
  readonly args: ReadArguments;
}

const plainName = (name: string): string => name.replace(/[^\w-]/g, '_').slice(0, 64) || 'unnamed';

/** Makes tool calls fit to be sent back: servers number calls anew in each answer, and refuse a history with broken JSON in it. */
export class SaneCalls {
  readonly #ids = new Set<string>();

  /** @param isLenient - Whether a call of this tool may run with arguments that were cut off. */
  async from(calls: readonly ToolCall[], isLenient: (tool: string) => boolean): Promise<readonly SaneCall[]> {
    return Promise.all(
      calls.map(async ({ id, name, arguments: raw }) => {
        const own = this.#uniqueId(id);
        const args = await readArguments(raw, { lenient: isLenient(name) });
        return {
          call: { id: own, name: plainName(name), arguments: args.ok && isObject(args.value) ? JSON.stringify(args.value) : '{}' },
          args,
        };
      }),
    );
  }

  #uniqueId(id: string): string {
    const base = id.replace(/[^\w-]/g, '_').slice(0, 40) || 'call';
    let unique = base;
    for (let count = 2; this.#ids.has(unique); count++) unique = `${base}_${count}`;
    this.#ids.add(unique);
    return unique;
  }
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);
