/** What an undo did. Paths are relative to the project folder, sorted. */
export interface UndoReport {
  /** Files that are now as they were before: rewritten, put back, or removed where they had not existed. */
  readonly restored: readonly string[];
  /** Files that somebody else changed after the run had written them: left as they are. */
  readonly keptBecauseChanged: readonly string[];
}
