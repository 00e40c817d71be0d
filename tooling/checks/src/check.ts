import type { Finding } from './finding.ts';
import type { Repository } from './repository.ts';

/** A house rule as a script. */
export interface Check {
  /** Name in kebab-case; its findings carry this name. */
  readonly name: string;
  run(repository: Repository): readonly Finding[] | Promise<readonly Finding[]>;
  /** One line of figures, printed whether or not there are findings. */
  summary?(repository: Repository): string;
}
