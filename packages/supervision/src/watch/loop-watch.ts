import { createHash } from 'node:crypto';
import { SupervisionError } from '../supervision-error.ts';

/** How often the same thing may be done. A question may be asked again when its answer was of no use. */
const mostTimes = 4;

/** Sees that a developer does the same thing over and over: asks the same, or has the same work judged. */
export class LoopWatch {
  readonly #times = new Map<string, number>();

  /** @throws SupervisionError `ARTEMIS_E_DEVELOPER_LOOP` the fifth time. */
  note(what: 'question' | 'check', content: unknown): void {
    const key = `${what}:${createHash('sha256').update(JSON.stringify(content)).digest('hex')}`;
    const times = (this.#times.get(key) ?? 0) + 1;
    this.#times.set(key, times);
    if (times <= mostTimes) return;
    const did = what === 'question' ? 'asked the same question' : 'had the same work judged';
    throw new SupervisionError('ARTEMIS_E_DEVELOPER_LOOP', `This developer has ${did} ${times} times.`);
  }
}
