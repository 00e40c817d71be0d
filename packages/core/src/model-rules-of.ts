import type { ArtemisOptions } from './artemis-options.ts';
import { AnswerCache } from './llm/answer/answer-cache.ts';
import { defaultCallLimits } from './llm/wire/call-limits.ts';
import { Hedging } from './llm/hedging.ts';
import { FallbackPolicy } from './llm/fallback-policy.ts';
import type { ModelRules } from './llm/model-rules.ts';
import type { Clock } from './ports/clock.ts';
import type { FileSystem } from './ports/file-system.ts';
import type { Random } from './ports/random.ts';
import { replaceFile } from './workspace/disk/atomic-file.ts';

type RuleOptions = Pick<ArtemisOptions, 'models' | 'modelFallback' | 'answerCache' | 'callLimits' | 'hedging'>;

/** What model rules are made with. */
export interface RuleParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly fileSystem: FileSystem;
  readonly redact: (json: string) => string;
}

/** @throws ArtemisError `ARTEMIS_E_INVALID_OPTION` for a policy on fallbacks that cannot work. */
export function modelRulesOf(options: RuleOptions, { redact, ...ports }: RuleParts): ModelRules {
  const { models, modelFallback, answerCache, callLimits, hedging } = options;
  const limits = { ...defaultCallLimits, ...callLimits };
  const fallback = new FallbackPolicy(models, modelFallback);
  const rules = { limits, fallback, ...(hedging && { hedging: new Hedging() }) };
  if (!answerCache) return rules;
  const write = (path: string, text: string): Promise<void> => replaceFile(path, text, ports);
  return { ...rules, cache: new AnswerCache(answerCache, { fileSystem: ports.fileSystem, replaceFile: write, redact }) };
}
