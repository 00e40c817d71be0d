import type { InsidePaths } from '../sandbox/sandbox.ts';

/** What {@link environment} needs. */
export interface EnvironmentRequest {
  readonly inside: InsidePaths;
  /** Folders of the programs that are needed, as seen inside. */
  readonly programFolders: readonly string[];
  /** Variables of the tools and of the project's own script; later ones win. */
  readonly extra: readonly Readonly<Record<string, string>>[];
}

const systemFolders = ['/usr/local/bin', '/usr/bin', '/bin', '/usr/local/go/bin'];

/** The whole environment of a gate. Nothing of the user's is in it: keys, tokens and `NODE_OPTIONS` stay outside. */
export function environment({ inside, programFolders, extra }: EnvironmentRequest): Readonly<Record<string, string>> {
  const { homeDir } = inside;
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
    PYTHONDONTWRITEBYTECODE: '1',
    PYTHONUNBUFFERED: '1',
    PIP_NO_INPUT: '1',
    GOPROXY: 'off',
    GOTOOLCHAIN: 'local',
    GOFLAGS: '-modcacherw',
    GOCACHE: `${homeDir}/go-build`,
    GOPATH: `${homeDir}/go`,
    CARGO_NET_OFFLINE: 'true',
    CARGO_TERM_COLOR: 'never',
    CARGO_TARGET_DIR: `${homeDir}/cargo-target`,
    npm_config_update_notifier: 'false',
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    COMPOSER_ALLOW_SUPERUSER: '1',
    ...Object.assign({}, ...extra),
  };
}
