import { isatty } from 'node:tty';
import { sanitizeLine, type ArtemisOptions, type ModelFallback } from '@artemis/core';
import type { Invocation } from '../invocation.ts';
import type { RunReporter } from './run-reporter.ts';

/** What the command line says about who may answer. Disposing of it ends a question that is still open. */
export interface ModelPolicy extends Pick<ArtemisOptions, 'modelFallback' | 'answerCache' | 'hedging'>, Disposable {
  readonly warnings: readonly string[];
}

/** Reads who may answer from the options. Where nobody can be asked, `ask` means `never`, and that is said. */
export function modelPolicy(invocation: Invocation, reporter: RunReporter): ModelPolicy {
  const { options, folders } = invocation;
  const { fallback = 'auto', minTier, cache, hedge } = options.run;
  const questions = new AbortController();
  const nobody = fallback === 'ask' && !canAsk(invocation);
  const modelFallback: ModelFallback = {
    mode: nobody ? 'never' : fallback,
    ...(minTier !== undefined && { minTier }),
    ...(fallback === 'ask' && { ask: (from, to) => reporter.ask(question(from, to), questions.signal) }),
  };
  return {
    modelFallback,
    ...(hedge && { hedging: true }),
    ...(cache !== undefined && { answerCache: { directory: `${folders.cache}/answers`, use: cache } }),
    warnings: nobody ? ['Nobody can be asked here, so --fallback ask means never: only the first model answers.'] : [],
    [Symbol.dispose]: () => questions.abort(),
  };
}

const question = (from: string, to: string): string =>
  `${sanitizeLine(from, 100)} cannot answer. May ${sanitizeLine(to, 100)} answer in its place for the rest of this run?`;

/** A person must be at both ends: one that reads stderr, and one that types. */
const canAsk = ({ options, terminal }: Invocation): boolean => options.input && terminal.live && isatty(0);
