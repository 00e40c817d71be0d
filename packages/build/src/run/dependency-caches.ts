import type { Mount } from '@artemis/process';
import type { BuildFileSystem } from '../scratch/build-file-system.ts';

/** Dependencies that a tool keeps outside the project: shown read-only, and named to the tool. */
interface DependencyCache {
  readonly tools: readonly string[];
  /** Places to look, best first; `~` is the user's home. */
  readonly places: readonly string[];
  readonly env: (path: string) => Readonly<Record<string, string>>;
}

const caches: readonly DependencyCache[] = [
  { tools: ['go'], places: ['~/go/pkg/mod'], env: (path) => ({ GOMODCACHE: path, GOFLAGS: '-modcacherw' }) },
  {
    tools: ['maven'],
    places: ['~/.m2/repository', '/usr/share/maven-repo'],
    env: (path) => ({ MAVEN_OPTS: `-Dmaven.repo.local=${path}` }),
  },
  { tools: ['deno'], places: ['~/.cache/deno'], env: (path) => ({ DENO_DIR: path }) },
  { tools: ['mix'], places: ['~/.mix'], env: (path) => ({ MIX_HOME: path }) },
  { tools: ['sbt'], places: ['~/.ivy2'], env: () => ({}) },
  // The locks of sbt and Coursier cannot be taken where nothing can be written, and need not be.
  {
    tools: ['sbt'],
    places: ['~/.sbt/boot'],
    env: (path) => ({ SBT_OPTS: `-Dsbt.boot.directory=${path} -Dsbt.boot.lock=false -Dsbt.offline=true` }),
  },
  { tools: ['sbt'], places: ['~/.cache/coursier/v1'], env: (path) => ({ COURSIER_CACHE: path, COURSIER_MODE: 'offline' }) },
  { tools: ['gradle'], places: ['~/.gradle/caches/modules-2'], env: (path) => ({ GRADLE_RO_DEP_CACHE: path.replace(/\/modules-2$/, '') }) },
  { tools: ['dotnet'], places: ['~/.nuget/packages'], env: (path) => ({ NUGET_PACKAGES: path }) },
];

/** What a tool needs of the user's home to work without the network. */
export async function dependencyCaches(
  fs: BuildFileSystem,
  tool: string,
  userHome: string,
): Promise<{ readonly mounts: readonly Mount[]; readonly env: Readonly<Record<string, string>> }> {
  const mounts: Mount[] = [];
  let env: Readonly<Record<string, string>> = {};
  for (const cache of caches.filter(({ tools }) => tools.includes(tool))) {
    const path = await firstThere(
      fs,
      cache.places.map((place) => place.replace(/^~/, userHome)),
    );
    if (path === null) continue;
    if (!path.startsWith('/usr/')) mounts.push({ from: path, to: path });
    env = { ...env, ...cache.env(path) };
  }
  return { mounts, env };
}

/** Caches a tool writes to while it builds, below the user's home and below that of the gate: a copy spares the first run most of its work. */
export const buildCaches: Readonly<Record<string, { readonly from: string; readonly to: string }>> = {
  go: { from: '.cache/go-build', to: 'go-build' },
};

async function firstThere(fs: BuildFileSystem, paths: readonly string[]): Promise<string | null> {
  for (const path of paths)
    if (
      await fs.access(path).then(
        () => true,
        () => false,
      )
    )
      return path;
  return null;
}
