import type { SafePath } from '../guard/path-guard.ts';
import type { FileAttributes } from '../disk/write-new-file.ts';

/** A file before a change: the bytes are kept as a before-image under this hash. */
export interface FileImage extends FileAttributes {
  readonly sha256: string;
}

/** How one file was changed. */
export interface Step {
  readonly path: SafePath;
  /** `null` when there was no file. */
  readonly before: FileImage | null;
  /** SHA-256 of the file afterwards; `null` when it was removed. */
  readonly after: string | null;
}

/** A patch that is on the disk. */
export interface LedgerEntry {
  readonly steps: readonly Step[];
  /** Folders that were made for it, outermost first. */
  readonly createdFolders: readonly SafePath[];
  /** True for what is left of a patch that was taken back: the files somebody else had changed meanwhile. */
  readonly takenBack: boolean;
}

/** A step that is being taken. */
export interface PlannedStep extends Step {
  /** Name of its temporary file, in the folder of `path`. */
  readonly temporary: string;
}

/** A set of steps that is being taken: what a recovery needs to finish it or to take it back. */
export interface Intent {
  /** While `staging` no project file has changed; from `committing` on all temporary files are complete. */
  readonly phase: 'staging' | 'committing';
  readonly steps: readonly PlannedStep[];
  /** Folders the steps need and that did not exist, outermost first. */
  readonly createdFolders: readonly SafePath[];
  /** Folders to remove at the end if they are empty, outermost first. */
  readonly surplusFolders: readonly SafePath[];
  /** What the ledger lists once all steps are taken. */
  readonly entries: readonly LedgerEntry[];
}

/** Everything a run has done to the project, and what it is doing. */
export interface Ledger {
  readonly entries: readonly LedgerEntry[];
  readonly intent: Intent | null;
}

/** The ledger of a run that has changed nothing. */
export const emptyLedger: Ledger = { entries: [], intent: null };
