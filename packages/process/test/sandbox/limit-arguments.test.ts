import { describe, expect, it } from 'vitest';
import { fullLimits } from '@artemis/process';
import { limitArguments, processCountOf } from '../../src/sandbox/limit-arguments.ts';

describe('limits by prlimit', () => {
  it.each([
    ['4.18.0-513.el8.x86_64', false],
    ['5.13.19', false],
    ['5.14.0-427.el9.x86_64', true],
    ['6.18.44', true],
    ['24.5.0', true],
  ])('B05: count processes on %s only where those of others do not count: %s', (release, counts) =>
    expect(limitArguments(fullLimits({ processes: 7 }), '/usr/bin/prlimit', processCountOf(release)).includes('--nproc=7')).toBe(counts),
  );

  it('are left out where there is no prlimit', () => expect(limitArguments(fullLimits(), null, 'of-the-command')).toEqual([]));
});
