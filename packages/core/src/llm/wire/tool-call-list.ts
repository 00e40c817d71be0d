import type { ToolCall } from '../../capability/llm.ts';
import { isRecord } from './error-payload.ts';

interface Draft {
  readonly index: number | undefined;
  id: string;
  name: string;
  args: string;
}

const mostCalls = 256;

/** Puts tool calls together from the parts of a stream, or from a whole message. */
export class ToolCallList {
  readonly #drafts: Draft[] = [];

  /** Adds one part. @returns The text it brought. */
  add(part: unknown): string {
    if (!isRecord(part) || !isRecord(part['function'])) return '';
    const { name, arguments: args } = part['function'];
    const id = textOf(part['id']);
    const draft = this.#draftFor(part['index'], id, textOf(name));
    draft.id ||= id;
    draft.name ||= textOf(name);
    // Some servers send the arguments as an object, and whole.
    const text = isRecord(args) ? JSON.stringify(args) : textOf(args);
    draft.args += text;
    return textOf(name) + text;
  }

  /** The calls so far; `undefined` when there are more than anybody asks for, or one has no name and nobody can tell what it calls. */
  finish(): readonly ToolCall[] | undefined {
    if (this.#drafts.length > mostCalls || this.#drafts.some(({ name }) => name === '')) return undefined;
    return this.#drafts.map(({ id, name, args }, position) => ({ id: id || `call_${position}`, name, arguments: args || '{}' }));
  }

  /** Parts belong together by their index. Servers that number all calls 0, or none, tell them apart by a new id or name. */
  #draftFor(index: unknown, id: string, name: string): Draft {
    const number = typeof index === 'number' ? index : undefined;
    const last = this.#drafts.findLast((draft) => draft.index === number);
    const isNew =
      last === undefined || (id !== '' && last.id !== '' && id !== last.id) || (id === '' && name !== '' && number === undefined);
    if (!isNew || this.#drafts.length > mostCalls) return last ?? { index: number, id, name, args: '' };
    const draft: Draft = { index: number, id: '', name: '', args: '' };
    this.#drafts.push(draft);
    return draft;
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
