import { stat } from 'node:fs/promises';
import { describeFailure, flagOf, optionalCapabilities, type Artemis, type FeatureFlags } from '@artemis/core';
import { good, warning, type Line } from '../terminal/line.ts';
import { readSwitches, switchesFile, type Switches } from './switches.ts';

/** Whose switches are followed, and where they are. */
export interface Following {
  readonly artemis: Artemis;
  /** What may be on at all: a switch turns off, it does not overrule a profile. */
  readonly flags: FeatureFlags;
  readonly folder: string;
  readonly say: (lines: readonly Line[]) => void;
}

/** The promise is one second from `artemis disable` to the next call. */
const everyMs = 400;

/**
 * Brings the switches into force, and again whenever they change, until it is disposed.
 *
 * @throws ConfigError when the switches cannot be read now. Should they break later, the last ones stay in force, and that is said.
 */
export async function followSwitches({ artemis, flags, folder, say }: Following): Promise<AsyncDisposable> {
  let current: Switches = {};
  const apply = (next: Switches): void => {
    for (const capability of optionalCapabilities.filter((name) => flags[flagOf(name)])) {
      const [wasOn, isOn] = [current[capability] === undefined, next[capability] === undefined];
      if (wasOn === isOn) continue;
      artemis.setEnabled(capability, isOn);
      say([
        isOn ? good(`${capability} is switched on again`) : warning(`${capability} is switched off by hand (artemis enable ${capability})`),
      ]);
    }
    current = next;
  };
  let seen = await stampOf(folder);
  apply(await readSwitches(folder));
  let checking = Promise.resolve();
  const check = async (): Promise<void> => {
    const stamp = await stampOf(folder);
    if (stamp === seen) return;
    seen = stamp;
    await readSwitches(folder).then(apply, (error: unknown) => say([warning(`The switches stay as they are: ${describeFailure(error)}`)]));
  };
  const timer = setInterval(() => void (checking = checking.then(check)), everyMs).unref();
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await checking;
    },
  };
}

/** Changes with each write: the file is always replaced, never edited. */
const stampOf = (folder: string): Promise<string> =>
  stat(switchesFile(folder), { bigint: true }).then(
    ({ ino, mtimeNs, size }) => `${ino} ${mtimeNs} ${size}`,
    () => 'none',
  );
