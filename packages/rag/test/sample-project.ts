import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A project folder of its own with a state folder beside it; both are gone when it is disposed. */
export interface SampleProject extends AsyncDisposable {
  readonly projectDir: string;
  readonly stateDir: string;
  write(path: string, text: string): Promise<void>;
  remove(path: string): Promise<void>;
}

/** Three modules about different things. */
export const sampleFiles: Readonly<Record<string, string>> = {
  'src/session.ts':
    '/** Ends sessions that nobody used for a while. */\nexport function expireSessions(now: number): number {\n  return now;\n}\n',
  'src/invoice.ts':
    '/** Adds up the lines of an invoice with tax. */\nexport function invoiceTotal(lines: readonly number[]): number {\n  return lines.length;\n}\n',
  'lib/pager.py': 'def next_page(cursor):\n    """Fetches the page after the cursor."""\n    return cursor\n',
};

export async function sampleProject(files: Readonly<Record<string, string>> = sampleFiles): Promise<SampleProject> {
  const folder = await mkdtemp(join(tmpdir(), 'artemis-rag-'));
  const projectDir = join(folder, 'project');
  await mkdir(projectDir);
  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(projectDir, path)), { recursive: true });
    await writeFile(join(projectDir, path), text);
  };
  for (const [path, text] of Object.entries(files)) await write(path, text);
  return {
    projectDir,
    stateDir: join(folder, 'state'),
    write,
    remove: (path) => rm(join(projectDir, path)),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** What a call without limits is given. */
export const freely = { signal: new AbortController().signal, remainingMs: () => 60_000 };
