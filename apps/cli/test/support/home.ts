import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A user who has an empty home, an empty project, and no databases. */
export interface Home extends AsyncDisposable {
  readonly folder: string;
  readonly project: string;
  readonly config: string;
  readonly state: string;
  readonly env: Readonly<Record<string, string>>;
  /** Writes files below the home, folders included. */
  write(files: Readonly<Record<string, string>>): Promise<void>;
}

/** Makes a {@link Home} in the folder for temporary files. */
export async function openHome(): Promise<Home> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'artemis-cli-test-')));
  const project = join(folder, 'project');
  await mkdir(project);
  const write = async (files: Readonly<Record<string, string>>): Promise<void> => {
    for (const [name, content] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), content);
    }
  };
  return {
    folder,
    project,
    config: join(folder, 'config', 'artemis'),
    state: join(folder, 'state', 'artemis'),
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: folder,
      XDG_CONFIG_HOME: join(folder, 'config'),
      XDG_STATE_HOME: join(folder, 'state'),
      XDG_CACHE_HOME: join(folder, 'cache'),
    },
    write,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
