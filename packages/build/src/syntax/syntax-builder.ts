import type { BuildBaseline, BuildReport, Builder, Clock, VerifyRequest } from '@artemis/core';

/** The fallback: no code is run, only its syntax is looked at. */
export class SyntaxBuilder implements Builder {
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async baseline(): Promise<BuildBaseline> {
    return { madeBy: 'syntax-check', facts: null };
  }

  async verify(_request: VerifyRequest): Promise<BuildReport> {
    const startMs = this.#clock.nowMs();
    return { status: 'not-built', summary: 'No gate ran.', evidence: { kind: 'none', detail: 'Nothing was executed.' }, durationMs: this.#clock.nowMs() - startMs };
  }
}
