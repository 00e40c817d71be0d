import type { ProjectView } from '../capability/supervision.ts';
import type { Clock } from '../ports/clock.ts';
import type { FileSystem } from '../ports/file-system.ts';
import type { Random } from '../ports/random.ts';
import type { AppliedChange, AppliedPatch, Patch } from '../task/patch.ts';
import type { UndoReport } from './undo.ts';
import { ArtemisError } from '../errors/artemis-error.ts';

/** What the user allows beyond the default. */
export interface WritePolicy {
  /** Rules of path classes, such as `continuous-integration`, that are written with a warning instead of refused. Default: none. */
  readonly allow?: readonly string[];
}

/** Where a workspace works, and with which ports. */
export interface WorkspaceOptions {
  /** Project folder. It must exist. */
  readonly root: string;
  /** Folder of the run, outside the project: before-images and intents are kept there. It is made when absent. */
  readonly stateDir: string;
  /** Default: the real disk. */
  readonly fileSystem?: FileSystem;
  /** Default: the operating system's generator. */
  readonly random?: Random;
  /** Default: the system clock. */
  readonly clock?: Clock;
  readonly policy?: WritePolicy;
}

/** A change that was left out of a patch. The others were applied. */
export interface RefusedChange {
  /** As the developer wrote it. */
  readonly path: string;
  readonly code: string;
  /** One sentence for the reader. */
  readonly reason: string;
}

/** What became of a patch. */
export interface ApplyReport extends AppliedPatch {
  readonly refused: readonly RefusedChange[];
}

/** What {@link Workspace.recover} found after a crash. */
export type Recovery = 'nothing' | 'rolled-forward' | 'rolled-back';

const unbuilt = (): ArtemisError => new ArtemisError('ARTEMIS_E_WORKSPACE_STATE', 'Not built yet.', { hint: 'Wait.' });

/** The only way to the files of the user's project. */
export class Workspace implements ProjectView {
  readonly root: string;

  private constructor(root: string) {
    this.root = root;
  }

  static async open(options: WorkspaceOptions): Promise<Workspace> {
    return new Workspace(options.root);
  }

  async read(_path: string): Promise<string | null> {
    throw unbuilt();
  }

  async list(): Promise<readonly string[]> {
    throw unbuilt();
  }

  async apply(_patch: Patch): Promise<ApplyReport> {
    throw unbuilt();
  }

  async rollback(): Promise<UndoReport> {
    throw unbuilt();
  }

  async changes(): Promise<readonly AppliedChange[]> {
    throw unbuilt();
  }

  async recover(): Promise<Recovery> {
    throw unbuilt();
  }
}
