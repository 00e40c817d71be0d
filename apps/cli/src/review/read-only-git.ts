import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join, relative } from 'node:path';
import { ArtemisError, sanitizeLine } from '@artemis/core';
import type { RepositoryFolders } from './find-repository.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** A question to git. */
export interface GitQuestion {
  /** What it is given on standard input. Default: nothing. */
  readonly input?: string;
  /** Most it may answer. Default: 32 MiB. */
  readonly maxBytes?: number;
  readonly signal?: AbortSignal;
}

/** Nothing that the repository's own configuration names is started: it may have come with the files. */
const harmless = [
  'core.fsmonitor=false',
  'core.untrackedCache=false',
  'core.hooksPath=/dev/null',
  // A repository that lacks objects would fetch them, by a program of its choice.
  'protocol.allow=never',
].flatMap((setting) => ['-c', setting]);
const timeoutMs = 60_000;
const defaultMaxBytes = 32 * 1024 ** 2;
/** Variables that programs need to find themselves and the user's own settings. */
const kept = ['HOME', 'XDG_CONFIG_HOME', 'USERPROFILE', 'APPDATA', 'SYSTEMROOT', 'TMPDIR', 'TEMP'] as const;

/**
 * Asks git about a repository that nobody trusts. Only commands that read objects and the index are meant for it: they show no file
 * by a driver of the repository, and start no hook.
 */
export class ReadOnlyGit {
  readonly #program: string;
  readonly #folders: RepositoryFolders;
  readonly #env: Readonly<Record<string, string>>;

  private constructor(program: string, folders: RepositoryFolders, env: Readonly<Record<string, string>>) {
    this.#program = program;
    this.#folders = folders;
    this.#env = env;
  }

  /** @throws ArtemisError `ARTEMIS_E_GIT` when git is not installed. What lies in the repository itself is never taken for it. */
  static async open(folders: RepositoryFolders, env: Environment): Promise<ReadOnlyGit> {
    const path = (env['PATH'] ?? '').split(delimiter).filter((folder) => isAbsolute(folder) && !isInside(folder, folders.root));
    const names = process.platform === 'win32' ? ['git.exe'] : ['git'];
    for (const file of path.flatMap((folder) => names.map((name) => join(folder, name)))) {
      if (await isProgram(file)) return withoutFilters(new ReadOnlyGit(file, folders, { ...environment(env), PATH: path.join(delimiter) }));
    }
    throw new ArtemisError('ARTEMIS_E_GIT', 'git is not installed, or not on the PATH.', { hint: 'Install git.' });
  }

  /** The same with further variables. */
  with(variables: Readonly<Record<string, string>>): ReadOnlyGit {
    return new ReadOnlyGit(this.#program, this.#folders, { ...this.#env, ...variables });
  }

  /**
   * What git answers, as it is.
   *
   * @throws ArtemisError `ARTEMIS_E_GIT` with what git says, when it fails or answers too much; the reason of `signal` when it aborts.
   */
  async ask(args: readonly string[], question: GitQuestion = {}): Promise<Buffer> {
    const { input, maxBytes = defaultMaxBytes, signal } = question;
    const { root, gitDir } = this.#folders;
    const { execa } = await import('execa');
    try {
      const { stdout } = await execa(
        this.#program,
        ['--no-pager', '--no-optional-locks', `--git-dir=${gitDir}`, `--work-tree=${root}`, ...harmless, ...args],
        {
          cwd: root,
          env: this.#env,
          extendEnv: false,
          encoding: 'buffer',
          stripFinalNewline: false,
          maxBuffer: maxBytes,
          timeout: timeoutMs,
          ...(input === undefined ? { stdin: 'ignore' } : { input }),
          ...(signal && { cancelSignal: signal }),
        },
      );
      return Buffer.from(stdout);
    } catch (error) {
      signal?.throwIfAborted();
      throw gitError(args, error);
    }
  }

  /** The same as one line of text; `null` where git says no. */
  async line(args: readonly string[], question?: GitQuestion): Promise<string | null> {
    const answer = await this.ask(args, question).catch((error: unknown) => {
      question?.signal?.throwIfAborted();
      if (error instanceof ArtemisError) return null;
      throw error;
    });
    return answer?.toString('utf8').split('\n', 1)[0] ?? null;
  }
}

/** To compare a file with what it was, git may send it through a filter first, which is a program the repository names. None is left. */
async function withoutFilters(git: ReadOnlyGit): Promise<ReadOnlyGit> {
  // It fails where there is none.
  const named = await git.ask(['config', '--includes', '--null', '--name-only', '--get-regexp', '^filter\\.']).catch(() => Buffer.alloc(0));
  const filters = new Set(
    named
      .toString('utf8')
      .split('\0')
      .flatMap((key) => /^(filter\..*)\.[^.]+$/s.exec(key)?.[1] ?? []),
  );
  const settings = [...filters].flatMap((name) => [
    [`${name}.clean`, ''],
    [`${name}.process`, ''],
    [`${name}.required`, 'false'],
  ]);
  const entries = settings.flatMap(([key = '', value = ''], index) => [
    [`GIT_CONFIG_KEY_${index}`, key],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ]);
  return git.with({ ...(Object.fromEntries(entries) as Readonly<Record<string, string>>), GIT_CONFIG_COUNT: String(settings.length) });
}

const environment = (env: Environment): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(kept.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]]))),
  LC_ALL: 'C',
  GIT_TERMINAL_PROMPT: '0',
  GIT_NO_LAZY_FETCH: '1',
});

const isInside = (path: string, folder: string): boolean => {
  const way = relative(folder, path);
  return way === '' || (!way.startsWith('..') && !isAbsolute(way));
};

async function isProgram(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}

function gitError(args: readonly string[], error: unknown): ArtemisError {
  const { stderr, isMaxBuffer, timedOut } = error as {
    readonly stderr?: Uint8Array;
    readonly isMaxBuffer?: boolean;
    readonly timedOut?: boolean;
  };
  const said =
    isMaxBuffer === true
      ? 'it answered too much'
      : timedOut === true
        ? 'it did not end in time'
        : Buffer.from(stderr ?? []).toString('utf8');
  return new ArtemisError('ARTEMIS_E_GIT', `git ${args[0] ?? ''} failed: ${sanitizeLine(said.trim() || 'it could not be started', 300)}`, {
    hint: 'Ask the same of git yourself, and mend what it says.',
    cause: error,
  });
}
