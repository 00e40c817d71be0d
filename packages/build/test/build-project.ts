import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { AppliedChange, Builder, BuildReport, CallContext, Capabilities, Component, PluginHost } from '@artemis/core';
import { buildPlugin, type BuildOptions } from '@artemis/build';
import { warmHome } from './warm-home.ts';

/** Files of a small project, by path. */
export type Files = Readonly<Record<string, string>>;

/** A project in a folder of its own, and the builder that judges changes of it. */
export interface TestProject extends AsyncDisposable {
  readonly dir: string;
  /** Applies changes (`null` deletes), as the workspace would, and says what they were. */
  change(files: Readonly<Record<string, string | null>>): Promise<readonly AppliedChange[]>;
}

/** A call without a deadline. */
export const patiently = (signal: AbortSignal = new AbortController().signal, remainingMs = Infinity): CallContext => ({
  signal,
  remainingMs: () => remainingMs,
});

/** Makes a project; it is deleted with the variable that holds it. */
export async function buildProject(files: Files): Promise<TestProject> {
  const dir = await mkdtemp(join(tmpdir(), 'artemis-project-'));
  const now = new Map(Object.entries(files));
  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), text);
  };
  for (const [path, text] of now) await write(path, text);
  return {
    dir,
    async change(changed) {
      const applied: AppliedChange[] = [];
      for (const [path, after] of Object.entries(changed)) {
        applied.push({ path, before: now.get(path) ?? null, after });
        if (after === null) {
          await rm(join(dir, path));
          now.delete(path);
        } else {
          await write(path, after);
          now.set(path, after);
        }
      }
      return applied;
    },
    [Symbol.asyncDispose]: () => rm(dir, { recursive: true, force: true }),
  };
}

/** What the plugin registers, without the rest of Artemis. */
export async function registered(options: BuildOptions = {}): Promise<Component<Builder>> {
  let component: Component<Builder> | undefined;
  const host: Pick<PluginHost, 'register'> = {
    register(_capability, given: unknown) {
      component = given as Component<Capabilities['build']>;
    },
  };
  await buildPlugin(options).setup(host as PluginHost);
  if (!component) throw new TypeError('nothing was registered');
  return component;
}

/** The primary builder, as long as `use` takes. */
export async function withBuilder<T>(options: BuildOptions, use: (builder: Builder) => Promise<T>): Promise<T> {
  const { primary } = await registered({ userHome: warmHome(), ...options });
  const builder = await primary.create(patiently());
  try {
    return await use(builder);
  } finally {
    await primary.dispose?.(builder);
  }
}

/** One run: the baseline, the change, the verdict. */
export async function verdictOn(
  before: Files,
  changed: Readonly<Record<string, string | null>>,
  options: BuildOptions = {},
): Promise<BuildReport> {
  await using project = await buildProject(before);
  return await withBuilder(options, async (builder) => {
    const baseline = await builder.baseline(project.dir, patiently());
    const changes = await project.change(changed);
    return builder.verify({ projectDir: project.dir, changes, baseline }, patiently());
  });
}
