import type { Ledger } from './ledger.ts';
import { isSafePath } from '../guard/path-guard.ts';
import { sha256 } from '../disk/sha256.ts';
import { stateUnusable } from './state-unusable.ts';
import { isTemporaryName } from '../disk/temporary-name.ts';

/** Raised when the meaning of a field changes. A reader refuses what is newer. */
const version = 1;

/** Text of the ledger file. Its hash shows later that the file is what was written, so a reader need not check each field. */
export function formatLedger(ledger: Ledger): string {
  const body = JSON.stringify(ledger);
  return `{"version":${version},"sha256":"${sha256(body)}","ledger":${body}}\n`;
}

/** @throws ArtemisError `ARTEMIS_E_WORKSPACE_STATE` when the text is damaged or from a newer version. */
export function parseLedger(text: string, path: string): Ledger {
  const file = parseObject(text);
  const found = file?.['version'];
  if (typeof found === 'number' && found > version) throw stateUnusable(path, `has version ${found}, newer than ${version}`);
  if (found !== version || sha256(JSON.stringify(file?.['ledger'] ?? null)) !== file?.['sha256']) throw stateUnusable(path, 'is damaged');
  const ledger = file['ledger'] as Ledger;
  // A hash proves no author: a record that came with a hostile project must not name files outside of it.
  if (!namesOf(ledger).every(isSafePath) || ledger.intent?.steps.some(({ temporary }) => !isTemporaryName(temporary)))
    throw stateUnusable(path, 'names a path outside the project');
  return ledger;
}

function namesOf({ entries, intent }: Ledger): readonly string[] {
  const all = [...entries, ...(intent ? [intent, ...intent.entries] : [])];
  return [
    ...all.flatMap(({ steps, createdFolders }) => [...steps.map(({ path }) => path), ...createdFolders]),
    ...(intent?.surplusFolders ?? []),
  ];
}

function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
