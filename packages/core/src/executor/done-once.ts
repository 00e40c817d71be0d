import type { DevelopRequest } from '../capability/supervision.ts';
import { ArtemisError } from '../errors/artemis-error.ts';
import { plainCopy } from './plain-copy.ts';
import type { Run } from './run.ts';
import type { Serving } from './while-serving.ts';

/**
 * One developer's way to do things once: the journal has what came of them.
 *
 * @param line - Tells this developer and attempt from others.
 */
export function doneOnce(run: Run, line: string, serving: Serving): DevelopRequest['once'] {
  return async <T>(name: string, make: () => Promise<T>): Promise<T> => {
    const key = `once:${line}:${name}`;
    if (run.journal.has(key)) return (await run.journal.recall(key)) as T;
    serving.call.signal.throwIfAborted();
    const made = plainCopy(await make());
    if (made === undefined) throw notJson(name);
    await run.journal.remember(key, made);
    return made as T;
  };
}

const notJson = (name: string): ArtemisError =>
  new ArtemisError('ARTEMIS_E_BAD_SHAPE', `What came of "${name}" cannot be kept: it is no JSON, or too large.`, {
    hint: 'The plugin that served this breaks its contract; update it or switch it off.',
    facts: { name },
  });
