import type { Gate } from '../detect/gate.ts';
import type { ChangeFacts } from './change-facts.ts';
import type { RunFacts } from './run-facts.ts';

/** A defect that was planted in the changed lines, and whether a test noticed. */
export interface PlantedDefect {
  readonly path: string;
  readonly line: number;
  /** Such as `"+" became "-"`. */
  readonly what: string;
  /** Tests that it turned red; empty when none noticed it. */
  readonly caughtBy: readonly string[];
}

/** Something in the change that makes a green test mean less. */
export interface Suspicion {
  readonly kind: 'special-cased' | 'reads-source' | 'test-aware' | 'dependency-changed' | 'harness';
  readonly path: string;
  readonly line: number;
  /** One sentence. */
  readonly detail: string;
}

/** Everything that was recorded about one gate: all that {@link judgeGate} looks at. */
export interface GateFacts {
  readonly gate: Gate;
  /** True when the project had no gate before the run, so that the run has written it. */
  readonly writtenByRun: boolean;
  readonly changes: ChangeFacts;
  /** The project before the run; `null` when it had no gate then. */
  readonly before: RunFacts | null;
  /** New tests, new code. */
  readonly after: RunFacts;
  /** Old tests, new code; `null` when none was changed, or it was not needed. */
  readonly original: RunFacts | null;
  /** New tests, old code; `null` when no test was changed, or it was not needed. */
  readonly without: RunFacts | null;
  readonly planted: readonly PlantedDefect[];
  /** Expectations of the tests that the evidence rests on, bent to see whether these tests can fail at all. */
  readonly bent: readonly PlantedDefect[];
  readonly suspicions: readonly Suspicion[];
  /** Runs that would have been useful and for which there was no time. */
  readonly skipped: readonly string[];
}
