import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';

/** Reports that are kept; the oldest go first. */
const mostReports = 20;

/** What a report says. */
export interface Crash {
  /** Whatever was thrown. */
  readonly cause: unknown;
  readonly version: string;
  /** When it happened, as an ISO 8601 time. */
  readonly at: string;
  /** Takes secrets out of what is written. */
  readonly redact: (text: string) => string;
}

/**
 * Writes what is known of a crash to a file that its owner alone can read. It does not wait: the process is about to end.
 *
 * @param folder - Made if it is not there.
 * @returns Path of the report; `null` when it cannot be written.
 */
export function writeCrashReport(folder: string, { cause, version, at, redact }: Crash): string | null {
  const path = join(folder, `${at.replaceAll(':', '-')}-${process.pid}.txt`);
  const about = `Artemis ${version}, Node ${process.version}, ${process.platform} ${process.arch}\n${at}`;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(path, redact(`${about}\n\n${inspect(cause, { depth: 4 })}\n`), { mode: 0o600, flag: 'wx' });
    for (const old of readdirSync(folder).toSorted().slice(0, -mostReports)) rmSync(join(folder, old), { force: true });
    return path;
  } catch {
    // What happened is said on the terminal all the same.
    return null;
  }
}
