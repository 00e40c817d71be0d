import { systemRandom } from '../../ports/system-random.ts';
import type { Random } from '../../ports/random.ts';
import { badAnswer } from '../failure/bad-answer.ts';
import type { ModelOrigin } from '../failure/model-origin.ts';

const header = 'x-client-request-id';
/** Where servers and gateways give back the name a request came with. */
const echoes: readonly string[] = [header, 'x-request-id'];
const prefix = 'artemis-';

/**
 * The name of one request. Most servers name their answers themselves; where one gives back what was sent, an answer that carries
 * the name of another request of Artemis belongs there, and is not taken.
 */
export class RequestMark {
  readonly #id: string;

  /** @param random - Default: the operating system's generator. */
  constructor(random: Random = systemRandom) {
    this.#id = prefix + random.id(20);
  }

  /** What is sent along with the request. */
  get headers(): Readonly<Record<string, string>> {
    return { [header]: this.#id };
  }

  /** @throws ModelError `ARTEMIS_E_MODEL_BAD_ANSWER`, to be asked again, for the answer to another request. */
  check(answer: Headers, origin: ModelOrigin): void {
    const isOfAnother = echoes.some((name) => {
      const echo = answer.get(name);
      return echo?.startsWith(prefix) === true && echo !== this.#id;
    });
    if (isOfAnother) throw badAnswer('crossed', origin);
  }
}
