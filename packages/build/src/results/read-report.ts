import type { ProcessResult } from '@artemis/process';
import { constants } from 'node:fs';
import type { BuildFileSystem } from '../scratch/build-file-system.ts';
import type { ReportRow } from './report-table.ts';
import type { TestRecord } from './test-record.ts';

/** Where the report of one step is. */
export interface ReportSource {
  readonly row: ReportRow;
  /** File the step was told to write, on the host. */
  readonly file: string;
  /** Folder of the gate in the scratch copy, on the host. */
  readonly hostFolder: string;
  /** Path of the project as the step saw it. */
  readonly insideRoot: string;
  /** Folder of the gate, relative to the project. */
  readonly dir: string;
}

const maxReportBytes = 64 * 1024 ** 2;
const maxFolderDepth = 12;

/** Reads what a runner reported. The files were written by generated code: no link is followed, and nothing is read without end. */
export const readReport = {
  /** Removes reports of an earlier build that were copied with the project. */
  async clear(fs: BuildFileSystem, { row, hostFolder }: ReportSource): Promise<void> {
    if (row.place.kind !== 'folder') return;
    for (const path of await matching(fs, hostFolder, row.place.pattern)) await fs.rm(path, { force: true });
  },

  /** @returns `null` when there is no report, or none that makes sense. */
  async read(fs: BuildFileSystem, source: ReportSource, result: ProcessResult): Promise<readonly TestRecord[] | null> {
    const texts = await reportTexts(fs, source, result);
    const parsed = await Promise.all(texts.map(async (text) => source.row.parse(text)));
    if (parsed.length === 0 || parsed.some((records) => records === null)) return null;
    return parsed.flatMap((records) => records ?? []).map((record) => relativeTo(record, source));
  },
};

async function reportTexts(fs: BuildFileSystem, { row, file, hostFolder }: ReportSource, result: ProcessResult): Promise<string[]> {
  const { place } = row;
  if (place.kind === 'stdout') return result.cut ? [] : [result.stdout];
  const files = place.kind === 'file' ? [file] : await matching(fs, hostFolder, place.pattern);
  const texts: string[] = [];
  for (const path of files) {
    const text = await readBounded(fs, path);
    if (text === null) return [];
    texts.push(text);
  }
  return texts;
}

async function readBounded(fs: BuildFileSystem, path: string): Promise<string | null> {
  try {
    await using handle = await fs.open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const stat = await handle.stat();
    return stat.isFile() && stat.size <= maxReportBytes ? await handle.readFile('utf8') : null;
  } catch {
    return null;
  }
}

async function matching(fs: BuildFileSystem, root: string, pattern: RegExp): Promise<string[]> {
  const found: string[] = [];
  const pending: (readonly [path: string, depth: number])[] = [[root, 0]];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const [folder, depth] = next;
    for (const entry of await fs.readdir(folder, { withFileTypes: true }).catch(() => [])) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory() && depth < maxFolderDepth && entry.name !== 'node_modules') pending.push([path, depth + 1]);
      else if (entry.isFile() && pattern.test(path)) found.push(path);
    }
  }
  return found.toSorted();
}

/** Names files relative to the project, however the runner named them. */
function relativeTo(record: TestRecord, { insideRoot, dir }: ReportSource): TestRecord {
  const { file } = record;
  if (file === undefined) return record;
  const plain = file.replace(/^file:\/\//, '').replace(/^\.\//, '');
  if (plain.startsWith(`${insideRoot}/`)) return { ...record, file: plain.slice(insideRoot.length + 1) };
  return plain.startsWith('/') || dir === '' ? { ...record, file: plain } : { ...record, file: `${dir}/${plain}` };
}
