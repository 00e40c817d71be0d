import { resolve } from 'node:path';
import type { GlobalOptions } from '../global-options.ts';
import type { RunOptions } from '../run-options.ts';

/** Options as the parser gives them. Those of other commands are missing. */
export interface WrittenOptions {
  readonly cwd?: string;
  readonly json?: true;
  readonly strict?: true;
  readonly profile?: string;
  readonly config?: string;
  readonly model?: readonly string[];
  readonly timeout?: number;
  readonly olderThan?: number;
  readonly maxSize?: number;
  readonly quiet?: true;
  readonly verbose?: true;
  readonly color: boolean;
  readonly input: boolean;
  readonly base?: string;
  readonly format?: GlobalOptions['review']['format'];
  readonly fallback?: RunOptions['fallback'];
  readonly minTier?: number;
  readonly cache?: RunOptions['cache'];
  readonly hedge?: true;
  readonly wait?: true;
  readonly maxCost?: number;
  readonly maxTokens?: number;
  readonly maxCalls?: number;
  readonly sandbox?: RunOptions['build']['sandbox'];
  readonly allowUnsandboxed?: true;
  readonly mutate?: number;
  readonly lockTests?: true;
  readonly review?: RunOptions['review'];
  readonly requireReview?: true;
  readonly strategy?: RunOptions['strategy'];
  readonly developers?: number;
  readonly first?: true;
  readonly parts?: true;
}

/** Options by the names Artemis uses. */
export function readOptions(
  written: WrittenOptions,
  own: Readonly<Record<string, unknown>>,
): GlobalOptions & { readonly noColour: boolean } {
  const { cwd, json, strict, profile, config, model = [], timeout: timeoutMs, quiet, verbose, color, input } = written;
  return {
    cwd: resolve(cwd ?? '.'),
    json: json === true,
    strict,
    profile,
    config,
    models: model,
    timeoutMs,
    quiet: quiet === true,
    verbose: verbose === true,
    noColour: !color,
    input,
    switches: new Set(Object.entries(own).flatMap(([name, value]) => (value === true ? [name] : []))),
    review: given({ base: written.base, format: written.format }),
    run: runOptions(written),
    retention: given({ maxAgeMs: written.olderThan, maxBytes: written.maxSize }),
  };
}

function teamOf({ developers, first, parts }: WrittenOptions): Pick<RunOptions, 'team'> {
  const mode = first ? 'first' : parts ? 'parts' : undefined;
  return developers === undefined && mode === undefined ? {} : { team: given({ developers, mode }) };
}

function runOptions(written: WrittenOptions): RunOptions {
  const {
    fallback,
    minTier,
    cache,
    hedge,
    wait,
    maxCost: maxCostUsd,
    maxTokens,
    maxCalls,
    sandbox,
    allowUnsandboxed,
    mutate,
    lockTests,
    review,
    requireReview,
    strategy,
  } = written;
  return {
    ...given({ fallback, minTier, cache, hedge, review, strategy }),
    ...teamOf(written),
    wait: wait === true,
    lockTests: lockTests === true,
    requireReview: requireReview === true,
    limits: given({ maxCostUsd, maxTokens, maxCalls }),
    build: given({ sandbox, allowUnsandboxed, mutate }),
  };
}

type Given<T> = { readonly [K in keyof T]?: NonNullable<T[K]> };

/** An object without what was not said. */
const given = <T extends object>(values: T): Given<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Given<T>;
