import type { FeatureFlags } from './flags/feature-flags.ts';
import type { AnswerCacheOptions } from './llm/answer/answer-cache.ts';
import type { CallLimits } from './llm/wire/call-limits.ts';
import type { ModelFallback } from './llm/fallback-policy.ts';
import type { MetricsCollector } from './metrics/metrics-collector.ts';
import type { ModelSettings } from './plugin/plugin.ts';
import type { Clock } from './ports/clock.ts';
import type { FileSystem } from './ports/file-system.ts';
import type { Logger } from './ports/logger.ts';
import type { Random } from './ports/random.ts';

/** What an `Artemis` is made of. */
export interface ArtemisOptions {
  /** Models in order of preference. Without one, tasks are refused with `ARTEMIS_E_NO_MODEL`. */
  readonly models: readonly ModelSettings[];
  /** Whether another model may answer when the first one cannot. Default: `auto`, with any model of the list. */
  readonly modelFallback?: ModelFallback;
  /** Keeps answers of models for later runs. Default: none are kept. */
  readonly answerCache?: AnswerCacheOptions;
  /**
   * Whether a question is asked a second time when its model takes unusually long to begin, and the faster answer taken: for fewer
   * than 7 of 100 questions, once it is known what is usual. Both requests are paid for. Default: false, only silence is met so.
   */
  readonly hedging?: boolean;
  /**
   * Limits of one model call. How silence is met goes by them for every model; the rest holds for the models core makes
   * itself, a plugin's vendor has its own. Default: those of {@link CallLimits}, limit by limit.
   */
  readonly callLimits?: Partial<CallLimits>;
  /** Absolute path of the folder that keeps runs, such as `$XDG_STATE_HOME/artemis`. */
  readonly stateDir: string;
  /** Which capabilities are on. Default: all that are registered. */
  readonly flags?: FeatureFlags;
  /** Further values that must never be written anywhere, such as keys of plugins. */
  readonly secrets?: readonly string[];
  readonly logger?: Logger;
  readonly metrics?: MetricsCollector;
  readonly clock?: Clock;
  readonly random?: Random;
  readonly fileSystem?: FileSystem;
}
