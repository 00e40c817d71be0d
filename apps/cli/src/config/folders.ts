import { homedir, tmpdir, userInfo } from 'node:os';
import { isAbsolute, join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** Folders of the user, absolute. They need not exist. */
export interface Folders {
  /** Settings the user writes. */
  readonly config: string;
  /** Runs and their journals. */
  readonly state: string;
  /** What may be thrown away at any time. */
  readonly cache: string;
}

/** Folders by the XDG rules: a variable that is unset, empty or relative does not count. */
export function foldersOf(env: Environment): Folders {
  const folder = (variable: string, ...below: readonly string[]): string => {
    const named = env[variable] ?? '';
    return join(isAbsolute(named) ? named : join(home(), ...below), 'artemis');
  };
  return {
    config: folder('XDG_CONFIG_HOME', '.config'),
    state: folder('XDG_STATE_HOME', '.local', 'state'),
    cache: folder('XDG_CACHE_HOME', '.cache'),
  };
}

/** The home folder, also where HOME is unset; one of our own in the temporary folder where there is none at all. */
function home(): string {
  for (const find of [homedir, () => userInfo().homedir]) {
    try {
      const found = find();
      if (isAbsolute(found)) return found;
    } catch {
      // No HOME, and no entry for this user.
    }
  }
  return join(tmpdir(), `artemis-${process.getuid?.() ?? 'user'}`);
}
