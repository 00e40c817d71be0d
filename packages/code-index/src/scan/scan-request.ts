import type { CallContext } from '@artemis/core';
import type { ProjectIndex } from '../model/project-index.ts';
import type { IndexProgress } from '../index-progress.ts';
import type { SourceParsers } from '../parse/source-parsers.ts';
import type { WalkRequest } from '../walk/walk-request.ts';

/** What scanning a project needs. */
export interface ScanRequest extends WalkRequest {
  /** The index to go on from; `null` at the first time. It never rejects. */
  readonly previous: Promise<ProjectIndex | null>;
  /** Files and folders that may have changed; `null` when any may have. */
  readonly changedPaths: readonly string[] | null;
  readonly parsers: SourceParsers;
  /** Ends what is being parsed when the time is over, or when the caller aborts. */
  readonly deadline: CallContext;
  readonly onProgress: (progress: IndexProgress) => void;
}
