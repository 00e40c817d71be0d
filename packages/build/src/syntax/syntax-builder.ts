import type { AppliedChange, BuildBaseline, BuildReport, Builder, CallContext, Clock, VerifyRequest } from '@artemis/core';
import type { CopyFileSystem } from '@artemis/process';
import { testLock } from '../builder/test-lock.ts';
import { checkSyntax, type SyntaxFault } from './check-syntax.ts';

const madeBy = 'syntax-check';
const maxFaults = 50;

/**
 * The fallback: nothing is run, the changed files are only parsed. A file that does not parse is a no; files that parse are no
 * yes, as nothing was built or tested.
 */
export class SyntaxBuilder implements Builder {
  readonly #clock: Clock;
  readonly #fs: CopyFileSystem;

  constructor(clock: Clock, fs: CopyFileSystem) {
    this.#clock = clock;
    this.#fs = fs;
  }

  async baseline(projectDir: string, call: CallContext): Promise<BuildBaseline> {
    const lock = await testLock(this.#fs, projectDir, call);
    return { madeBy, facts: null, ...(lock && { lock }) };
  }

  async verify({ changes }: VerifyRequest, call: CallContext): Promise<BuildReport> {
    const startMs = this.#clock.nowMs();
    const checked = await checkAll(changes, call);
    const faults = checked.flatMap((one) => one?.faults ?? []);
    const parsed = checked.filter((one) => one !== null).length;
    const base = { durationMs: this.#clock.nowMs() - startMs, command: 'syntax check' };
    if (faults.length > 0) {
      return {
        ...base,
        status: 'failed',
        summary: `Syntax check: ${faults.length} ${faults.length === 1 ? 'place does' : 'places do'} not parse. Nothing was built or tested.`,
        output: faults
          .slice(0, maxFaults)
          .map(({ path, line, column, text }) => `${path}:${line}:${column}: ${text}`)
          .join('\n'),
        evidence: { kind: 'none', detail: 'Nothing was executed, so nothing is shown about what the change does.' },
      };
    }
    return {
      ...base,
      status: 'not-built',
      summary: `No gate ran. Syntax check: ${parsed} of ${checked.length} changed files were parsed, without a fault.`,
      evidence: { kind: 'none', detail: 'Nothing was executed: that a file parses says nothing about what it does.' },
    };
  }
}

/** Faults of each changed file that is still there; `null` for a kind that cannot be parsed. */
async function checkAll(
  changes: readonly AppliedChange[],
  call: CallContext,
): Promise<readonly ({ readonly faults: readonly SyntaxFault[] } | null)[]> {
  const checked = [];
  for (const { path, before, after } of changes) {
    if (after === null) continue;
    call.signal.throwIfAborted();
    const faults = await checkSyntax(path, after);
    // A file that did not parse before the change either uses syntax that the parser does not know.
    const unknown = faults !== null && faults.length > 0 && before !== null && ((await checkSyntax(path, before))?.length ?? 0) > 0;
    checked.push(faults === null || unknown ? null : { faults });
  }
  return checked;
}
