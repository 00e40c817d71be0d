/** Ids of tool calls as Anthropic's API takes them: of letters, digits, `_` and `-`, and never twice in a conversation. */
export class ClaudeIds {
  readonly #taken = new Set<string>();
  readonly #open = new Map<string, string[]>();

  /** A fresh id for a call. */
  forCall(id: string): string {
    const plain = id.replace(/[^\w-]/g, '_') || 'call';
    let own = plain;
    for (let count = 2; this.#taken.has(own); count++) own = `${plain}_${count}`;
    this.#taken.add(own);
    this.#open.set(id, [...(this.#open.get(id) ?? []), own]);
    return own;
  }

  /** The id that the earliest call of this name without a result was given. */
  forResult(id: string): string {
    return this.#open.get(id)?.shift() ?? id;
  }
}
