import type { BuildBaseline } from '../capability/build.ts';
import type { BranchOptions, DeveloperEvent, DevelopRequest } from '../capability/supervision.ts';
import { ArtemisError } from '../errors/artemis-error.ts';
import { InvalidOptionError } from '../resilience/invalid-option-error.ts';
import { boundTools } from './bound-tools.ts';
import { checkCopy } from './check-copy.ts';
import { doneOnce } from './done-once.ts';
import { expectShape } from './expect-shape.ts';
import type { Run } from './run.ts';
import { takeOutLaterWork } from './take-out-later-work.ts';
import type { Serving } from './while-serving.ts';

/** What {@link Branches} are made of. */
export interface BranchesParts {
  readonly run: Run;
  /** The request of the developer who branches. */
  readonly request: Omit<DevelopRequest, 'branch'>;
  readonly baseline: BuildBaseline;
  readonly serving: Serving;
}

const mostBranches = 64;
const mostLevels = 2;
const validName = /^[a-z0-9-]{1,40}$/;

/** Further developers of one attempt, each in a copy of the project. There is an end to how many and how deep. */
export class Branches {
  readonly #parts: BranchesParts;
  readonly #names = new Set<string>();

  constructor(parts: BranchesParts) {
    this.#parts = parts;
  }

  /** @throws ArtemisError as {@link DevelopRequest.branch} says. */
  open(options: BranchOptions): Promise<DevelopRequest> {
    return this.#open(options, []);
  }

  async #open(options: BranchOptions, parents: readonly string[]): Promise<DevelopRequest> {
    const { run, request, serving } = this.#parts;
    const path = [...parents, options.name];
    const name = path.join('/');
    this.#admit(options, path, name);
    const copy = await run.openCopy(options.directory);
    await takeOutLaterWork(run.workspace, copy, request.project);
    const line = `${request.attempt}.${name}`;
    const ask = run.lines.open({ name: line, developer: name, model: options.model });
    return {
      ...request,
      task: { ...request.task, projectDir: copy.root },
      project: copy,
      tools: boundTools(run.tools.open(request.attempt, name), serving),
      ask: serving.bound(ask),
      check: serving.bound((patch, call) =>
        checkCopy(run, { copy, baseline: this.#parts.baseline, patch: expectShape('patch', patch) }, call),
      ),
      report: (event) => request.report(spokenBy(name, event)),
      once: doneOnce(run, line, serving),
      branch: (further) => this.#open(further, path),
    };
  }

  #admit({ name: own, model }: BranchOptions, path: readonly string[], name: string): void {
    const { models } = this.#parts.request;
    if (!validName.test(own) || this.#names.has(name)) {
      throw new InvalidOptionError('branch.name', `new in this attempt and match ${validName.source}`, own);
    }
    if (model !== undefined && !models.includes(model)) {
      throw new InvalidOptionError('branch.model', `one of ${models.join(', ')}`, model);
    }
    if (path.length > mostLevels || this.#names.size >= mostBranches) throw tooMany(path.length);
    this.#names.add(name);
  }
}

/** The event with the name of the developer it comes from. */
function spokenBy(developer: string, event: DeveloperEvent): DeveloperEvent {
  if (event.type === 'warning.raised') return { ...event, message: `${developer}: ${event.message}` };
  return event.type.startsWith('developer.') ? event : { ...event, developer };
}

const tooMany = (level: number): ArtemisError =>
  new ArtemisError(
    'ARTEMIS_E_BRANCH_LIMIT',
    level > mostLevels ? `A developer may not branch ${level} levels deep.` : `An attempt may not have more than ${mostBranches} branches.`,
    { hint: 'Let fewer developers work at the same task.', facts: { mostBranches, mostLevels } },
  );
