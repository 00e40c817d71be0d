import { plainEnvironment } from '@artemis/process';
import type { InsidePaths } from './gate-room.ts';

/** What {@link environment} needs. */
export interface EnvironmentRequest {
  readonly inside: InsidePaths;
  /** Folders of the programs that are needed, as seen inside. */
  readonly programFolders: readonly string[];
  /** Variables of the tools and of the project's own script; later ones win. */
  readonly extra: readonly Readonly<Record<string, string>>[];
}

/** The whole environment of a gate. Nothing of the user's is in it: keys, tokens and `NODE_OPTIONS` stay outside. */
export function environment({ inside, programFolders, extra }: EnvironmentRequest): Readonly<Record<string, string>> {
  const { homeDir } = inside;
  return {
    ...plainEnvironment(homeDir, [...programFolders, '/usr/local/go/bin']),
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
    npm_config_fetch_retries: '1',
    npm_config_fetch_retry_mintimeout: '1000',
    npm_config_fetch_retry_maxtimeout: '5000',
    COMPOSER_ALLOW_SUPERUSER: '1',
    ...Object.assign({}, ...extra),
  };
}
