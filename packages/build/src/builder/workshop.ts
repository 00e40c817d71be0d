import type { CallContext, TestLock } from '@artemis/core';
import {
  chooseSandbox,
  fullLimits,
  ownerMark,
  sweepFolders,
  walkCopy,
  walkProject,
  type ProjectWalk,
  type Sandbox,
  type Toolchain,
} from '@artemis/process';
import type { BuildOptions, BuildPorts } from '../build-options.ts';
import { projectTree } from '../detect/read-project-tree.ts';
import { detectGates, isManifest } from '../detect/detect-gates.ts';
import type { Gate } from '../detect/gate.ts';
import { holdsTests } from '../detect/path-kind.ts';
import type { ChangeFacts } from '../gate/change-facts.ts';
import type { RunFacts } from '../gate/run-facts.ts';
import { buildCaches } from '../run/dependency-caches.ts';
import { GateRunner } from '../run/gate-runner.ts';
import { hasFewFiles } from '../scratch/copy-tree.ts';
import { fingerprint, type Fingerprint } from '../scratch/fingerprint.ts';
import { openScratch, scratchPrefix, type Overlay } from '../scratch/scratch.ts';
import { readText } from '../scratch/read-text.ts';
import { rewrittenTests } from '../scratch/rewritten-tests.ts';
import { installDependencies } from './install-dependencies.ts';
import { testLock } from './test-lock.ts';
import { ToolBreakers } from './tool-breakers.ts';

/** Most test files whose constants are compared with those of the change. */
const maxReadTests = 200;

/** Most files of a cache of the user that are copied for a first run. */
const maxCachedFiles = 5_000;

/** What {@link Workshop} is made of. */
export interface WorkshopParts {
  readonly options: BuildOptions;
  readonly ports: BuildPorts;
  readonly toolchain: Toolchain;
  readonly userHome: string;
  /** Folder in which copies are made; it exists. */
  readonly scratchParent: string;
}

/** One run of a gate on a copy of the project. */
export interface TrialRequest {
  readonly projectDir: string;
  /** The project it is a copy of, whose caches and fetched dependencies serve the copy too; else `projectDir` itself. */
  readonly original: string;
  readonly gate: Gate;
  readonly walk: ProjectWalk;
  /** Texts in place of what the project holds now. */
  readonly overlay: Overlay;
  /** Test files to run, relative to the project; all where it is left out. */
  readonly files?: readonly string[];
  /** Whether the caches this run leaves behind are kept for later ones. Only for code that no model has written. */
  readonly seeds?: boolean;
  /** Name of the circuit it counts for. Default: that of the gate's tool. */
  readonly breaker?: string;
}

/** Everything that touches the machine on the builder's behalf: finds gates, makes copies, runs gates in them. */
export class Workshop {
  readonly #parts: WorkshopParts;
  readonly #breakers: ToolBreakers;
  readonly #seeds = new Map<string, string>();
  readonly #installed = new Map<string, ReadonlyMap<string, string>>();
  /** What went wrong beside the gates, for the reader of a report. */
  readonly problems = new Set<string>();
  #sandbox: Promise<Sandbox> | null = null;

  constructor(parts: WorkshopParts) {
    this.#parts = parts;
    this.#breakers = new ToolBreakers(parts.ports);
  }

  /**
   * The sandbox the gates run in.
   *
   * @throws ProcessError `ARTEMIS_E_SANDBOX_UNAVAILABLE`, or RunRefusedError `ARTEMIS_E_SANDBOX_REQUIRED`, when there is none and it was not said that none is needed.
   */
  sandbox(call: CallContext): Promise<Sandbox> {
    this.#sandbox ??= this.#findSandbox(call).catch((error: unknown) => {
      this.#sandbox = null;
      throw error;
    });
    return this.#sandbox;
  }

  /** @param original - The project that `projectDir` is a copy of. Default: it is none. */
  walk(projectDir: string, call: CallContext, original: string = projectDir): Promise<ProjectWalk> {
    const { options, ports } = this.#parts;
    const exclude = options.exclude ?? [];
    if (original !== projectDir) return walkCopy(ports.fs, projectDir, original, exclude, call.signal);
    return walkProject(ports.fs, projectDir, exclude, call.signal);
  }

  /** What of a project is locked with its tests, whatever gates leave out. */
  lock(projectDir: string, call: CallContext): Promise<TestLock | undefined> {
    return testLock(this.#parts.ports.fs, projectDir, call);
  }

  /** The gates of a project as it is with `overlay` in place of what it holds. */
  async gates(projectDir: string, walk: ProjectWalk, overlay: Overlay): Promise<readonly Gate[]> {
    const { options, ports } = this.#parts;
    if (options.gates) return options.gates;
    const files = [
      ...walk.files.filter((path) => overlay.get(path) !== null),
      ...[...overlay].filter(([path, text]) => text !== null && !walk.files.includes(path)).map(([path]) => path),
    ];
    const texts = new Map<string, string>();
    for (const path of files.filter(isRead)) {
      const text = overlay.get(path) ?? (await readText(ports.fs, `${projectDir}/${path}`));
      if (text !== null) texts.set(path, text);
    }
    return detectGates(await projectTree(files.toSorted(), texts));
  }

  /** Text of a file of a project; `null` when it cannot be read as one. */
  text(projectDir: string, path: string): Promise<string | null> {
    return readText(this.#parts.ports.fs, `${projectDir}/${path}`);
  }

  /** What the project itself looks like, to see whether something reached out of its copy. */
  fingerprint(projectDir: string, { files }: ProjectWalk): Promise<Fingerprint> {
    return fingerprint(this.#parts.ports.fs, projectDir, files);
  }

  /** Texts of the tests that the run has not changed, up to a bound. */
  async unchangedTests(projectDir: string, walk: ProjectWalk, { tests }: ChangeFacts): Promise<ReadonlyMap<string, string>> {
    const changed = new Set(tests.map(({ path }) => path));
    const texts = new Map<string, string>();
    for (const path of walk.files.filter((file) => holdsTests(file) && !changed.has(file)).slice(0, maxReadTests)) {
      const text = await readText(this.#parts.ports.fs, `${projectDir}/${path}`);
      if (text !== null) texts.set(path, text);
    }
    return texts;
  }

  /** Runs a gate on a fresh copy, which is thrown away afterwards. */
  async trial(request: TrialRequest, call: CallContext): Promise<RunFacts> {
    await this.sandbox(call);
    return this.#breakers.run(request.breaker ?? request.gate.tool, (inner) => this.#trial(request, inner), call);
  }

  async #trial({ projectDir, original, gate, walk, overlay, files, seeds }: TrialRequest, call: CallContext): Promise<RunFacts> {
    const { options, ports, toolchain, scratchParent } = this.#parts;
    const sandbox = await this.sandbox(call);
    const seedKey = `${original}\0${gate.dir}\0${gate.tool}`;
    const seed = this.#seeds.get(seedKey);
    const fetched = await this.#fetched({ projectDir, original, gate, walk, overlay }, sandbox, call);
    const scratch = await openScratch({
      fs: ports.fs,
      fetched,
      parentDir: scratchParent,
      projectDir,
      walk,
      overlay,
      mounts: [],
      mountable: sandbox.mounts,
      signal: call.signal,
      ...(await this.#seedFor(gate, seed)),
    });
    try {
      const runner = new GateRunner({
        ...ports,
        sandbox,
        toolchain,
        limits: fullLimits(options.limits),
        env: options.env ?? {},
        userHome: this.#parts.userHome,
      });
      const facts = await runner.run(gate, { ...scratch.room, network: false }, call, files && belowGate(gate, files));
      const rewritten = await rewrittenTests({ fs: ports.fs, projectDir, files: walk.files, overlay, scratchDir: scratch.room.scratchDir });
      if (seeds && seed === undefined) this.#seeds.set(seedKey, await this.#keepHome(scratch.room.homeDir));
      return rewritten.length > 0 ? { ...facts, rewritten } : facts;
    } finally {
      await scratch.close();
    }
  }

  /** Deletes what was kept between runs. Never rejects. */
  async close(): Promise<void> {
    this.#breakers.close();
    const kept = [...this.#seeds.values(), ...[...this.#installed.values()].flatMap((fetched) => [...fetched.values()])];
    this.#seeds.clear();
    this.#installed.clear();
    await Promise.all(kept.map((dir) => this.#parts.ports.fs.rm(dir, { recursive: true, force: true }).catch(() => {})));
  }

  /** Dependencies that were fetched for a gate, at its first run; nothing where the user has not allowed it. */
  async #fetched(
    { projectDir, original, gate, walk, overlay }: TrialRequest,
    sandbox: Sandbox,
    call: CallContext,
  ): Promise<ReadonlyMap<string, string>> {
    const { options, ports, toolchain } = this.#parts;
    if ((options.install ?? 'no') === 'no') return new Map();
    const key = `${original}\0${gate.dir}\0${gate.tool}`;
    const known = this.#installed.get(key);
    if (known) return known;
    const keepAt = await this.#keepPath();
    const { installHosts } = options;
    const installing = installHosts ? await chooseSandbox(options, { ...ports, toolchain }, call, installHosts) : sandbox;
    const installed = await installDependencies({ ...this.#parts, sandbox: installing, projectDir, gate, walk, overlay, keepAt }, call);
    if (installed?.problem) this.problems.add(installed.problem);
    const fetched = new Map(installed?.path ? [[installed.path, keepAt]] : []);
    this.#installed.set(key, fetched);
    return fetched;
  }

  /** Caches of an earlier run of the same gate; for the first one those of the user, unless they are too many to be copied. */
  async #seedFor({ tool }: Gate, seed: string | undefined): Promise<{ seed?: { from: string; to: string } }> {
    if (seed !== undefined) return { seed: { from: seed, to: '' } };
    const cache = buildCaches[tool];
    if (!cache) return {};
    const from = `${this.#parts.userHome}/${cache.from}`;
    return (await hasFewFiles(this.#parts.ports.fs, from, maxCachedFiles)) ? { seed: { from, to: cache.to } } : {};
  }

  async #keepHome(homeDir: string): Promise<string> {
    const kept = await this.#keepPath();
    await this.#parts.ports.fs.rename(homeDir, kept);
    return kept;
  }

  async #keepPath(): Promise<string> {
    const { ports, scratchParent } = this.#parts;
    return `${scratchParent}/${scratchPrefix}${await ownerMark(ports.fs)}${ports.random.id(12)}`;
  }

  async #findSandbox(call: CallContext): Promise<Sandbox> {
    const { options, ports, toolchain, scratchParent } = this.#parts;
    await sweepFolders(ports.fs, scratchParent, scratchPrefix);
    return chooseSandbox(options, { ...ports, toolchain }, call);
  }
}

const belowGate = ({ dir }: Gate, files: readonly string[]): readonly string[] =>
  dir === '' ? files : files.filter((path) => path.startsWith(`${dir}/`)).map((path) => path.slice(dir.length + 1));

/** Files whose text detection looks at. */
const isRead = (path: string): boolean =>
  isManifest(path.slice(path.lastIndexOf('/') + 1)) || (path.endsWith('.py') && holdsTests(path)) || path.endsWith('conftest.py');
