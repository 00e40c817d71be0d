/** Folders of programs that every system has. */
const systemFolders: readonly string[] = ['/usr/local/bin', '/usr/bin', '/bin'];

/**
 * An environment in which nothing asks, pages or colours. Nothing of the user's is in it: keys, tokens and `NODE_OPTIONS` stay outside.
 *
 * @param homeDir - Home folder, as the command sees it.
 * @param programFolders - Folders of programs that come before those of the system.
 */
export function plainEnvironment(homeDir: string, programFolders: readonly string[] = []): Readonly<Record<string, string>> {
  return {
    PATH: [...new Set([...programFolders, ...systemFolders])].join(':'),
    HOME: homeDir,
    TMPDIR: '/tmp',
    LANG: 'C.UTF-8',
    LC_ALL: 'C.UTF-8',
    TZ: 'UTC',
    CI: 'true',
    TERM: 'dumb',
    NO_COLOR: '1',
    PAGER: 'cat',
    GIT_PAGER: 'cat',
    MANPAGER: 'cat',
    GIT_TERMINAL_PROMPT: '0',
    DEBIAN_FRONTEND: 'noninteractive',
  };
}
