import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isInstalled } from '@artemis/tooling-testkit';

/**
 * A home folder whose Go cache holds the standard library, so that not every test compiles it anew. It is made once for each machine
 * and kept.
 */
export const warmHome = (): string => (made ??= makeWarmHome());

let made: string | undefined;

function makeWarmHome(): string {
  if (!isInstalled('go')) return join(tmpdir(), 'artemis-test-home');
  // What one Go has compiled is of no use to another.
  const version = execFileSync('go', ['version'], { encoding: 'utf8' }).replaceAll(/[^\w.]+/g, '-');
  const home = join(tmpdir(), `artemis-test-home-${version}`);
  if (existsSync(home)) return home;
  const making = `${home}-${process.pid}`;
  mkdirSync(join(making, 'module'), { recursive: true });
  writeFileSync(join(making, 'module', 'go.mod'), 'module warm\n\ngo 1.18\n');
  writeFileSync(join(making, 'module', 'warm_test.go'), 'package warm\n\nimport "testing"\n\nfunc TestWarm(t *testing.T) {}\n');
  execFileSync('go', ['test', '-vet=off', './...'], {
    cwd: join(making, 'module'),
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: making,
      GOCACHE: join(making, '.cache', 'go-build'),
      GOPROXY: 'off',
      GOTOOLCHAIN: 'local',
      GOPATH: join(making, 'gopath'),
      GOFLAGS: '-modcacherw',
    },
    stdio: 'ignore',
  });
  try {
    renameSync(making, home);
  } catch {
    // Another process was faster.
    rmSync(making, { recursive: true, force: true });
  }
  return home;
}
