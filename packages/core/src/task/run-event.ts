import type { CircuitState } from '../resilience/circuit-state.ts';
import type { BuildReport } from './build-report.ts';
import type { ChangedFile, RunResult } from './run-result.ts';
import type { Degradation, ServedBy } from './outcome.ts';
import type { Plan } from './plan.ts';
import type { ReviewReport } from './review-report.ts';

/** The stages of a run, in order. */
export type StageName = 'baseline' | 'plan' | 'context' | 'develop' | 'write' | 'build' | 'review';

/**
 * Everything that happens in a run, as one union. The terminal, `--json`, the journal and telemetry all read this stream.
 * On the wire each event also has `v`, `seq`, `ts` and `run_id`, and its fields are in snake_case.
 */
export type RunEvent =
  | {
      readonly type: 'run.started';
      readonly task: string;
      readonly projectDir: string;
      readonly model: string | null;
      readonly resumed: boolean;
    }
  | { readonly type: 'run.completed'; readonly result: RunResult }
  | { readonly type: 'run.failed'; readonly result: RunResult }
  | { readonly type: 'stage.started'; readonly stage: StageName; readonly attempt: number }
  | {
      readonly type: 'stage.completed';
      readonly stage: StageName;
      readonly attempt: number;
      readonly durationMs: number;
      readonly replayed: boolean;
    }
  | { readonly type: 'plan.made'; readonly plan: Plan }
  | { readonly type: 'context.gathered'; readonly items: number; readonly titles: readonly string[] }
  | {
      readonly type: 'capability.served';
      readonly capability: string;
      readonly servedBy: ServedBy;
      readonly reason?: 'disabled' | 'not-installed';
    }
  | { readonly type: 'component.degraded'; readonly degradation: Degradation }
  | { readonly type: 'component.recovered'; readonly component: string; readonly servedBy: string }
  | {
      readonly type: 'circuit.changed';
      readonly component: string;
      readonly implementation: string;
      readonly from: CircuitState;
      readonly to: CircuitState;
      readonly retryAfterMs: number | null;
      readonly reason: string | null;
    }
  | {
      readonly type: 'retry.scheduled';
      readonly component: string;
      readonly attempt: number;
      readonly maxAttempts: number;
      readonly waitMs: number;
      readonly reason: string;
    }
  | { readonly type: 'model.requested'; readonly model: string; readonly inputBytes: number; readonly developer?: string }
  | {
      readonly type: 'model.answered';
      readonly model: string;
      readonly durationMs: number;
      readonly inputTokens: number;
      readonly outputTokens: number;
      readonly usd: number | null;
      readonly replayed: boolean;
      readonly developer?: string;
    }
  | {
      readonly type: 'model.failed';
      readonly model: string;
      readonly code: string;
      readonly message: string;
      readonly developer?: string;
    }
  | { readonly type: 'model.hedged'; readonly model: string; readonly request: number; readonly developer?: string }
  | {
      readonly type: 'model.abandoned';
      readonly model: string;
      readonly inputTokens: number;
      readonly outputTokens: number;
      readonly usd: number | null;
      readonly developer?: string;
    }
  | { readonly type: 'model.recalled'; readonly model: string }
  | { readonly type: 'models.awaited'; readonly waitMs: number }
  | { readonly type: 'answer.repaired'; readonly repair: number; readonly reason: string; readonly developer?: string }
  | { readonly type: 'developer.started'; readonly developer: string; readonly model: string | null; readonly work: string }
  | {
      readonly type: 'developer.ended';
      readonly developer: string;
      readonly outcome: 'passed' | 'not-passed' | 'failed' | 'stopped';
      readonly reason: string;
      readonly durationMs: number;
    }
  | { readonly type: 'developer.chosen'; readonly developer: string; readonly model: string | null; readonly reason: string }
  | { readonly type: 'tool.started'; readonly tool: string; readonly input: string; readonly developer?: string }
  | {
      readonly type: 'tool.completed';
      readonly tool: string;
      readonly input: string;
      readonly ok: boolean;
      readonly summary: string;
      readonly durationMs: number;
      readonly developer?: string;
    }
  | { readonly type: 'file.changed'; readonly file: ChangedFile }
  | { readonly type: 'file.refused'; readonly path: string; readonly code: string; readonly reason: string }
  | { readonly type: 'gate.completed'; readonly report: BuildReport }
  | { readonly type: 'review.completed'; readonly report: ReviewReport }
  | { readonly type: 'plugin.loaded'; readonly plugin: string; readonly capabilities: readonly string[] }
  | { readonly type: 'plugin.refused'; readonly plugin: string; readonly code: string; readonly reason: string }
  | { readonly type: 'warning.raised'; readonly message: string };
