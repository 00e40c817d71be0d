import { createHash } from 'node:crypto';
import type { StampedEvent } from '../events/stamped-event.ts';
import type { BuildReport } from '../task/build-report.ts';
import type { ChangedFile } from '../task/run-result.ts';
import type { Damage } from './record-reader.ts';

/** A file of a run, compared with what the run left behind. */
export interface FileEvidence {
  readonly path: string;
  readonly state: 'unchanged' | 'changed' | 'missing' | 'back';
}

/** What of a run's evidence still holds. */
export interface VerifiedRun {
  readonly runId: string;
  /** True when every file is as the run left it, and the journal is whole and tells the end of the run. */
  readonly intact: boolean;
  readonly files: readonly FileEvidence[];
  /** The gate as it was recorded; `null` when none ran. */
  readonly gate: BuildReport | null;
  /** The gate as it is now, where it was run again. */
  readonly gateNow?: BuildReport;
  /** The run's last event is its end; a run without one was interrupted. */
  readonly ended: boolean;
  /** Why the end of the journal could not be used; `null` when all of it could. */
  readonly damage: Damage | null;
}

/**
 * Compares the files on the disk with the hashes a run has recorded.
 *
 * @param damage - What reading the journal has said of its end.
 * @param read - Text of a project file; `null` when there is none.
 */
export async function verifyRun(
  events: Iterable<StampedEvent> | AsyncIterable<StampedEvent>,
  damage: Damage | null,
  read: (path: string) => Promise<string | null>,
): Promise<VerifiedRun> {
  const { last, written, gate } = await evidenceOf(events);
  const ended = last?.type === 'run.completed' || last?.type === 'run.failed' ? last : null;
  const recorded = ended?.result.files ?? written;
  const files = await Promise.all(recorded.map(async (file) => compare(file, await read(file.path).catch(() => null))));
  return {
    runId: last?.runId ?? '',
    intact: ended !== null && damage === null && files.every(({ state }) => state === 'unchanged'),
    files,
    gate,
    ended: ended !== null,
    damage,
  };
}

interface Evidence {
  readonly last: StampedEvent | undefined;
  /** Files as they were last written. */
  readonly written: readonly ChangedFile[];
  readonly gate: BuildReport | null;
}

async function evidenceOf(events: Iterable<StampedEvent> | AsyncIterable<StampedEvent>): Promise<Evidence> {
  const files = new Map<string, ChangedFile>();
  let last: StampedEvent | undefined;
  let gate: BuildReport | null = null;
  for await (const event of events) {
    last = event;
    if (event.type === 'file.changed') files.set(event.file.path, event.file);
    if (event.type === 'gate.completed') gate = event.report;
  }
  return { last, written: [...files.values()], gate };
}

function compare({ path, sha256 }: ChangedFile, text: string | null): FileEvidence {
  if (sha256 === null) return { path, state: text === null ? 'unchanged' : 'back' };
  if (text === null) return { path, state: 'missing' };
  return { path, state: createHash('sha256').update(text).digest('hex') === sha256 ? 'unchanged' : 'changed' };
}
