import type { CallContext, LockedPath, TestLock } from '@artemis/core';
import { walkProject, type CopyFileSystem } from '@artemis/process';
import { configFile, holdsTests, pathKind } from '../detect/path-kind.ts';

/** What decides how tests run wherever it stands, beside configuration: modules that a runner puts in place of others. */
const standIns = '(^|/)__mocks__/';

/**
 * What a run with locked tests may not touch: every test, what it is compared with, and everything that decides which tests run. A
 * project without tests has nothing to lock.
 *
 * @returns `undefined` for a project with too many files to know them all.
 */
export async function testLock(fs: CopyFileSystem, projectDir: string, call: CallContext): Promise<TestLock | undefined> {
  const { files, cut } = await walkProject(fs, projectDir, [], call.signal);
  return cut ? undefined : testLockOf(files);
}

/** The lock of a project with these files. */
export function testLockOf(files: readonly string[]): TestLock {
  const tests = files.filter(holdsTests);
  if (tests.length === 0) return { paths: [], configNames: [] };
  const paths = new Map<string, LockedPath['is']>();
  for (const path of files) {
    const kind = pathKind(path);
    if (kind === 'test') paths.set(path, isSnapshot(path) ? 'snapshot' : 'test');
    if (kind === 'config') paths.set(path, 'config');
  }
  // A snapshot that is made for a test which had none decides what that test accepts.
  for (const path of tests.map(snapshotOf)) paths.set(path, 'snapshot');
  return { paths: [...paths].map(([path, is]) => ({ path, is })), configNames: [configFile.source, standIns] };
}

const isSnapshot = (path: string): boolean => /(^|\/)(?:__snapshots__|snapshots)\/|\.(?:snap|ambr)$/.test(path);

const snapshotOf = (path: string): string => path.replace(/[^/]+$/, '__snapshots__/$&.snap');
