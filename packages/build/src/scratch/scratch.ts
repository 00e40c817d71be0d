import { copyFiles, ownerMark, writeEtc, type Mount, type ProjectWalk } from '@artemis/process';
import { dirname } from 'node:path';
import { BuildError } from '../build-error.ts';
import { holdsTests } from '../detect/path-kind.ts';
import { nodeReporterSource } from '../results/node-reporter.ts';
import { unittestRunnerSource } from '../results/unittest-runner.ts';
import type { GateRoom } from '../run/gate-room.ts';
import type { BuildFileSystem } from './build-file-system.ts';
import { copyTree } from './copy-tree.ts';
import { arrangeNodeModules } from './node-modules.ts';

/** Begin of the name of every scratch folder; the mark of the process that made it follows. */
export const scratchPrefix = 'artemis-gate-';

/** Texts that stand in the copy in place of what the project holds; `null` leaves the file out. */
export type Overlay = ReadonlyMap<string, string | null>;

/** A copy of the project that a gate runs in. It is thrown away after one run, so that nothing a test leaves behind reaches another. */
export interface Scratch {
  readonly room: Omit<GateRoom, 'network'>;
  /** Deletes the copy. Never rejects; calling it twice does nothing. */
  close(): Promise<void>;
}

/** What {@link openScratch} needs. */
export interface ScratchRequest {
  readonly fs: BuildFileSystem;
  /** Folder the copy is made in; it must exist. */
  readonly parentDir: string;
  readonly projectDir: string;
  readonly walk: ProjectWalk;
  readonly overlay: Overlay;
  /** Folders of dependencies that were fetched for the run, by the path they stand in for. */
  readonly fetched?: ReadonlyMap<string, string>;
  /** Dependencies and tools shown besides those of the project. */
  readonly mounts: readonly Mount[];
  /** Whether mounts are possible; without them dependencies are linked. */
  readonly mountable: boolean;
  /** Folder of caches that spare the run work; it is copied to this place below the home folder, `''` being the home folder itself. */
  readonly seed?: { readonly from: string; readonly to: string };
  readonly signal: AbortSignal;
}

/**
 * Copies a project to a fresh folder only the user can enter.
 *
 * @throws BuildError `ARTEMIS_E_BUILD_SCRATCH` when it cannot be copied; nothing is left behind.
 */
export async function openScratch(request: ScratchRequest): Promise<Scratch> {
  const { fs, parentDir, projectDir } = request;
  const root = await fs.mkdtemp(`${parentDir}/${scratchPrefix}${await ownerMark(fs)}`);
  const close = async (): Promise<void> => fs.rm(root, { recursive: true, force: true, maxRetries: 3 }).catch(() => {});
  try {
    const [scratchDir, reportDir, supportDir, homeDir] = [`${root}/project`, `${root}/report`, `${root}/support`, `${root}/home`];
    for (const dir of [scratchDir, reportDir, supportDir]) await fs.mkdir(dir, { mode: 0o700 });
    await fs.mkdir(homeDir, { mode: 0o700 });
    if (request.seed) await copyTree(fs, request.seed.from, `${homeDir}/${request.seed.to}`, request.signal);
    await writeSupport(fs, supportDir);
    await copyProject(request, scratchDir);
    const mounts = [...request.mounts, ...(await arrangeDependencies(request, scratchDir)), ...lockedTests(request, scratchDir)];
    return { room: { projectDir, scratchDir, reportDir, supportDir, homeDir, mounts }, close };
  } catch (error) {
    await close();
    request.signal.throwIfAborted();
    throw error instanceof BuildError
      ? error
      : new BuildError('ARTEMIS_E_BUILD_SCRATCH', `The project could not be copied for its gate: ${String(error)}.`, { cause: error });
  }
}

async function copyProject({ fs, projectDir, walk, overlay, signal }: ScratchRequest, scratchDir: string): Promise<void> {
  if (walk.cut) throw new BuildError('ARTEMIS_E_BUILD_SCRATCH', `The project has more than ${walk.files.length} files.`);
  for (const folder of walk.folders.toSorted()) await fs.mkdir(`${scratchDir}/${folder}`, { recursive: true });
  for (const link of walk.links) await fs.symlink(await fs.readlink(`${projectDir}/${link}`), `${scratchDir}/${link}`);
  await copyFiles(
    fs,
    walk.files.filter((path) => !overlay.has(path)),
    projectDir,
    scratchDir,
    signal,
  );
  for (const [path, text] of overlay) if (text !== null) await writeInto(fs, scratchDir, path, text);
}

/** Paths of an overlay come from changes the workspace has already accepted; the check here is the second lock. */
async function writeInto(fs: BuildFileSystem, scratchDir: string, path: string, text: string): Promise<void> {
  if (path.startsWith('/') || path.split('/').includes('..'))
    throw new BuildError('ARTEMIS_E_BUILD_SCRATCH', `The change of ${path} points outside the project.`);
  const target = `${scratchDir}/${path}`;
  await fs.mkdir(dirname(target), { recursive: true });
  const folder = await fs.realpath(dirname(target));
  if (folder !== dirname(target) && !`${folder}/`.startsWith(`${await fs.realpath(scratchDir)}/`)) {
    throw new BuildError('ARTEMIS_E_BUILD_SCRATCH', `The change of ${path} points outside the project through a link.`);
  }
  await fs.rm(target, { force: true });
  await fs.writeFile(target, text, { flag: 'wx' });
}

/** Most tests that are mounted read-only one by one; what became of the others is looked at afterwards. */
const maxLocked = 100;

/** Tests are read-only while they run: code that is tested must not rewrite those that have not begun yet. */
const lockedTests = ({ projectDir, walk, overlay, mountable }: ScratchRequest, scratchDir: string): Mount[] =>
  mountable
    ? walk.files
        .filter((path) => overlay.get(path) !== null && holdsTests(path))
        .slice(0, maxLocked)
        .map((path) => ({ from: `${scratchDir}/${path}`, to: `${projectDir}/${path}` }))
    : [];

async function arrangeDependencies({ fs, projectDir, walk, mountable, fetched }: ScratchRequest, scratchDir: string): Promise<Mount[]> {
  const mounts: Mount[] = [];
  const own = [...walk.dependencies].filter(([path]) => !fetched?.has(path));
  for (const [path, from] of [...own, ...(fetched ?? [])]) {
    const [seenAs, inScratch] = [`${projectDir}/${path}`, `${scratchDir}/${path}`];
    if (path.split('/').at(-1) === 'node_modules') mounts.push(...(await arrangeNodeModules(fs, from, seenAs, inScratch, mountable)));
    // Programs of a Python environment name it by its own path, which is not that of a copy.
    else if (mountable) mounts.push({ from, to: seenAs }, ...(from === seenAs ? [] : [{ from, to: from }]));
    else await fs.symlink(from, inScratch);
  }
  return mounts;
}

async function writeSupport(fs: BuildFileSystem, dir: string): Promise<void> {
  const files: Readonly<Record<string, string>> = {
    'node-reporter.mjs': nodeReporterSource,
    'unittest_runner.py': unittestRunnerSource,
  };
  for (const [name, text] of Object.entries(files)) await fs.writeFile(`${dir}/${name}`, text, { mode: 0o644 });
  await writeEtc(fs, dir);
}
