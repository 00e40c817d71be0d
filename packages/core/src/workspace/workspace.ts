import type { TestLock } from '../capability/build.ts';
import type { ProjectView } from '../capability/supervision.ts';
import type { Clock } from '../ports/clock.ts';
import type { FileSystem } from '../ports/file-system.ts';
import type { Random } from '../ports/random.ts';
import type { AppliedChange, AppliedPatch, Patch } from '../task/patch.ts';
import type { RefusedChange } from './transaction/plan-patch.ts';
import type { Recovery } from './transaction/recover.ts';
import type { WorkspacePorts } from './transaction/run-state.ts';
import type { UndoReport } from './undo-report.ts';
import type { ProjectWalk } from './disk/walk-project.ts';
import type { WritePolicy } from './guard/write-policy.ts';
import { nodeFileSystem } from '../ports/node-file-system.ts';
import { systemClock } from '../ports/system-clock.ts';
import { systemRandom } from '../ports/system-random.ts';
import { decodeText } from './disk/decode-text.ts';
import { TestGuard } from './guard/test-lock.ts';
import { NameTwins } from './guard/name-twins.ts';
import { netSteps } from './transaction/net-steps.ts';
import { checkPath } from './guard/path-guard.ts';
import { planPatch } from './transaction/plan-patch.ts';
import { ProjectFiles } from './disk/project-files.ts';
import { ProjectRoot } from './disk/project-root.ts';
import { recover } from './transaction/recover.ts';
import { reverse } from './transaction/reversal.ts';
import { RunState } from './transaction/run-state.ts';
import { runTransaction } from './transaction/transaction.ts';
import { walkProject } from './disk/walk-project.ts';
import { checkReadable } from './guard/write-policy.ts';

/** Where a workspace works, and with which ports. */
export interface WorkspaceOptions {
  /** Project folder. It must exist. */
  readonly root: string;
  /** Folder of the run, outside the project: before-images and intents are kept there. It is made when absent. */
  readonly stateDir: string;
  /** Default: the real disk. */
  readonly fileSystem?: FileSystem;
  /** Makes temporary names. Default: the operating system's generator. */
  readonly random?: Random;
  /** Bounds the walk of {@link Workspace.list}. Default: the system clock. */
  readonly clock?: Clock;
  /** Default: no class of files is allowed beyond the ordinary ones. */
  readonly policy?: WritePolicy;
}

/** What became of a patch. */
export interface ApplyReport extends AppliedPatch {
  /** Changes that were left out; the others were applied. */
  readonly refused: readonly RefusedChange[];
  /** False where the file system cannot sync folders: after a power loss, files may be the old ones. */
  readonly durable: boolean;
}

/**
 * The only way to the files of the user's project. Calls that change something wait for each other. Not for two processes at once:
 * whoever opens it holds the run.
 */
export class Workspace implements ProjectView {
  /** Absolute path of the project folder, without links. */
  readonly root: string;
  readonly #ports: WorkspacePorts;
  readonly #project: ProjectRoot;
  readonly #files: ProjectFiles;
  readonly #state: RunState;
  #policy: WritePolicy;
  #last: Promise<unknown> = Promise.resolve();

  private constructor(project: ProjectRoot, stateDir: string, ports: WorkspacePorts, policy: WritePolicy) {
    this.root = project.path;
    this.#ports = ports;
    this.#project = project;
    this.#files = new ProjectFiles(ports.fileSystem, ports.clock, project);
    this.#state = new RunState(stateDir, ports);
    this.#policy = policy;
  }

  /** Opens a project folder. Nothing is written yet. @throws ArtemisError `ARTEMIS_E_WORKSPACE_ROOT` when it is not an existing folder. */
  static async open(options: WorkspaceOptions): Promise<Workspace> {
    const { root, stateDir, fileSystem = nodeFileSystem, random = systemRandom, clock = systemClock, policy = {} } = options;
    return new Workspace(await ProjectRoot.open(fileSystem, root), stateDir, { fileSystem, random, clock }, policy);
  }

  /**
   * Text of a file, at most 2 MiB; `null` when there is none.
   *
   * @throws ArtemisError `ARTEMIS_E_PATH_REFUSED` for paths that lead outside, links, secrets and what is no regular file;
   * `ARTEMIS_E_FILE_UNREADABLE` for what is too large or no UTF-8 text.
   */
  async read(path: string): Promise<string | null> {
    const safe = checkPath(path);
    checkReadable(safe, this.#policy);
    const found = await this.#files.read(safe);
    return found && decodeText(path, found.bytes);
  }

  /** From now on, changes of what tests stand or fall with are refused with `ARTEMIS_E_TESTS_LOCKED`. */
  lockTests(lock: TestLock): void {
    this.#policy = { ...this.#policy, tests: new TestGuard(lock) };
  }

  /** Paths of the files {@link walk} finds. */
  async list(): Promise<readonly string[]> {
    return (await this.walk()).files;
  }

  /** Lists the project: at most 20 000 files, 64 folders deep, within 5 s. What was left out is counted. */
  walk(): Promise<ProjectWalk> {
    return walkProject(this.#project, this.#ports, this.#policy);
  }

  /**
   * Applies the changes that may be applied, all of them or none; the others are reported in `refused`.
   *
   * @throws ArtemisError `ARTEMIS_E_WORKSPACE_WRITE` or `ARTEMIS_E_STATE_WRITE` with `{ path, errno }` when a disk refuses,
   * `ARTEMIS_E_WORKSPACE_CONFLICT` when another program changed a file meanwhile. The project is then as before; only if the facts
   * say `restored: false` that is left to the next {@link recover}.
   */
  apply(patch: Patch): Promise<ApplyReport> {
    return this.#exclusive(async () => {
      await recover(this.#files, this.#state);
      const plan = await planPatch(patch, this.#policy, this.#files, new NameTwins(this.#ports.fileSystem));
      const { changes, refused } = plan;
      if (changes.length === 0) return { changes, refused, warnings: plan.warnings, durable: true };
      const { entries } = await this.#state.readLedger();
      const createdFolders = plan.missingFolders;
      const { folderSynced } = await runTransaction(
        {
          changes: plan.planned,
          createdFolders,
          surplusFolders: [],
          entries,
          entriesAfter: (steps) => [...entries, { steps, createdFolders, takenBack: false }],
        },
        this.#files,
        this.#state,
        this.#ports.random,
      );
      return { changes, refused, warnings: plan.warnings, durable: folderSynced };
    });
  }

  /** Takes the latest patch back that is still applied, all or nothing. Files that somebody else changed since stay. @throws As {@link apply}. */
  rollback(): Promise<UndoReport> {
    return this.#exclusive(async () => {
      await recover(this.#files, this.#state);
      const { entries } = await this.#state.readLedger();
      const latest = entries.findLast(({ takenBack }) => !takenBack);
      if (!latest) return { restored: [], keptBecauseChanged: [] };
      return reverse([latest], entries, this.#files, this.#state, this.#ports.random);
    });
  }

  /** Where the run stands now: what is applied from here on can be taken back by {@link takeBackSince}. It outlives the process. */
  mark(): Promise<number> {
    return this.#exclusive(async () => {
      await recover(this.#files, this.#state);
      return (await this.#state.readLedger()).entries.length;
    });
  }

  /**
   * Takes back what was applied since a mark, all or nothing. Files that somebody else changed since stay.
   *
   * @param except - Paths that are left as they are.
   * @throws As {@link apply}.
   */
  takeBackSince(mark: number, except: ReadonlySet<string> = new Set()): Promise<UndoReport> {
    return this.#exclusive(async () => {
      await recover(this.#files, this.#state);
      const { entries } = await this.#state.readLedger();
      const since = entries.slice(mark);
      const isConcerned = since.some(({ steps }) => steps.some(({ path }) => !except.has(path)));
      if (!isConcerned) return { restored: [], keptBecauseChanged: [] };
      return reverse(since, entries, this.#files, this.#state, this.#ports.random, except);
    });
  }

  /**
   * Every file this run has written and that now differs from what it was before: text then and now, sorted by path. Where somebody
   * else changed it during the run and the run then wrote it again, before is what they had made of it.
   *
   * @throws ArtemisError `ARTEMIS_E_FILE_UNREADABLE` or `ARTEMIS_E_PATH_REFUSED` when another program made something else of such a file.
   */
  changes(): Promise<readonly AppliedChange[]> {
    return this.#exclusive(async () => {
      const { entries } = await this.#state.readLedger();
      const changes: AppliedChange[] = [];
      for (const { path, before } of netSteps(entries)) {
        const now = await this.#files.read(path);
        const change = {
          path,
          before: before && decodeText(path, await this.#state.kept(before.sha256)),
          after: now && decodeText(path, now.bytes),
        };
        if (change.before !== change.after) changes.push(change);
      }
      return changes.toSorted((one, other) => (one.path < other.path ? -1 : 1));
    });
  }

  /** Ends what a crash of this run interrupted. To be called before a run goes on; can be repeated. @throws As {@link apply}. */
  recover(): Promise<Recovery> {
    return this.#exclusive(() => recover(this.#files, this.#state));
  }

  #exclusive<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined);
    return done;
  }
}
