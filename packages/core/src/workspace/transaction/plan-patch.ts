import type { AppliedChange, FileChange, Patch } from '../../task/patch.ts';
import type { NameTwins } from '../guard/name-twins.ts';
import type { SafePath } from '../guard/path-guard.ts';
import type { ProjectFiles } from '../disk/project-files.ts';
import type { PlannedChange } from './transaction.ts';
import type { WritePolicy } from '../guard/write-policy.ts';
import { ArtemisError } from '../../errors/artemis-error.ts';
import { checkContent, contentRefused, hiddenCharacter } from '../guard/content-guard.ts';
import { decodeText } from '../disk/decode-text.ts';
import { changesOwnSettings, isManifest, manifestWarnings } from '../guard/manifest-changes.ts';
import { PatchPaths } from '../guard/patch-paths.ts';
import { checkPath, pathRefused } from '../guard/path-guard.ts';
import { judgeWrite } from '../guard/write-policy.ts';

/** A change that was left out of a patch. The others are applied. */
export interface RefusedChange {
  /** As the developer wrote it. */
  readonly path: string;
  readonly code: string;
  /** Why, as the end of a sentence. */
  readonly reason: string;
}

/** What will become of a patch. Changes that change nothing are in none of the lists. */
export interface PatchPlan {
  readonly planned: readonly PlannedChange[];
  readonly changes: readonly AppliedChange[];
  readonly missingFolders: readonly SafePath[];
  readonly warnings: readonly string[];
  readonly refused: readonly RefusedChange[];
}

/** Codes that refuse one change and let the others through. */
const refusals: readonly string[] = [
  'ARTEMIS_E_PATH_REFUSED',
  'ARTEMIS_E_CONTENT_REFUSED',
  'ARTEMIS_E_FILE_UNREADABLE',
  'ARTEMIS_E_TESTS_LOCKED',
];

/** A patch nobody could read is not applied in silence for minutes either. */
const mostChanges = 1_000;

/** Checks every change of a patch, against the rules and against the disk. Nothing is written. */
export async function planPatch(patch: Patch, policy: WritePolicy, files: ProjectFiles, twins: NameTwins): Promise<PatchPlan> {
  const paths = new PatchPaths();
  const accepted: PlannedFile[] = [];
  const refused: RefusedChange[] = [];
  for (const [index, change] of patch.changes.entries()) {
    try {
      if (index >= mostChanges) throw pathRefused(change.path, 'too-many', `a patch has at most ${mostChanges} changes`);
      const file = await planChange(change, policy, paths, files, twins);
      if (file) accepted.push(file);
    } catch (error) {
      if (!(error instanceof ArtemisError) || !refusals.includes(error.code)) throw error;
      refused.push({ path: change.path, code: error.code, reason: String(error.facts['reason']) });
    }
  }
  return {
    planned: accepted.map(({ planned }) => planned),
    changes: accepted.map(({ change }) => change),
    missingFolders: [...new Set(accepted.flatMap(({ missingFolders }) => missingFolders))].toSorted(),
    warnings: accepted.flatMap(({ warnings }) => warnings),
    refused,
  };
}

interface PlannedFile {
  readonly planned: PlannedChange;
  readonly change: AppliedChange;
  readonly missingFolders: readonly SafePath[];
  readonly warnings: readonly string[];
}

async function planChange(
  change: FileChange,
  policy: WritePolicy,
  paths: PatchPaths,
  files: ProjectFiles,
  twins: NameTwins,
): Promise<PlannedFile | null> {
  const path = checkPath(change.path);
  paths.add(path);
  const warning = judgeWrite(path, policy);
  if (change.kind === 'write') checkContent(path, change.content);
  const { file, missingFolders } = await files.inspect(path, twins);
  const before = file && decodeText(path, file.bytes);
  const after = change.kind === 'write' ? change.content : null;
  if (before === after) return null;
  policy.tests?.check(path, before, after);
  if (before?.trim() && after?.trim() === '') throw contentRefused(path, 'blank-over-text', 'it is blank, and the file has text');
  if (isManifest(path) && changesOwnSettings(before, after))
    throw pathRefused(path, 'artemis', 'it would change the settings of Artemis in it');
  return {
    planned: { path, before: file, after: after === null ? null : Buffer.from(after), attributes: file?.attributes ?? null },
    change: { path, before, after },
    missingFolders: after === null ? [] : missingFolders,
    warnings: [...(warning === null ? [] : [warning]), ...contentWarnings(path, before, after)],
  };
}

function contentWarnings(path: SafePath, before: string | null, after: string | null): readonly string[] {
  if (after === null) return [];
  const hidden = hiddenCharacter(after);
  return [
    ...(hidden
      ? [`${path} has the invisible character ${hidden.codePoint} in line ${hidden.line}: what runs may not be what you read.`]
      : []),
    ...(isManifest(path) ? manifestWarnings(path, before, after) : []),
  ];
}
