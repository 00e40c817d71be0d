import type { ToolResult } from '../capability/mcp.ts';
import { ArtemisError } from '../errors/artemis-error.ts';
import { failureSignature } from '../text/failure-signature.ts';

const mostRepetitions = 3;

/**
 * Sees that a model goes in a circle: the same call with the same result. Times, ids and numbers of a failed call do not count
 * as a difference. Calls that worked may be made again once the project has become one it never was before.
 */
export class ProgressGuard {
  readonly #worked = new Map<string, number>();
  readonly #failed = new Map<string, number>();
  readonly #states = new Set<string>();

  /** Forgets calls that worked: their results are no longer before the model's eyes. */
  forget(): void {
    this.#worked.clear();
  }

  /** @param fingerprint - Stands for all changes so far. */
  noteState(fingerprint: string): void {
    if (!this.#states.has(fingerprint)) this.#worked.clear();
    this.#states.add(fingerprint);
  }

  /**
   * Counts a call.
   *
   * @param args - Arguments as JSON text, always written the same way.
   * @returns How often it was made with this result, this time included.
   * @throws ArtemisError `ARTEMIS_E_NO_PROGRESS` the third time.
   */
  note(tool: string, args: string, { ok, text }: ToolResult): number {
    const key = JSON.stringify([tool, ok ? args : failureSignature(args), ok ? text : failureSignature(text)]);
    const counts = ok ? this.#worked : this.#failed;
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    if (count < mostRepetitions) return count;
    throw new ArtemisError('ARTEMIS_E_NO_PROGRESS', `The model called "${tool}" ${count} times in the same way with the same result.`, {
      hint: 'Read the last result in the journal; say more in the task, or use a stronger model.',
      facts: { tool, arguments: args.slice(0, 500), result: text.slice(0, 500) },
    });
  }
}
