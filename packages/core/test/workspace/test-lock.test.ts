import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TestLock } from '../../src/capability/build.ts';
import { checkPath } from '../../src/workspace/guard/path-guard.ts';
import { TestGuard } from '../../src/workspace/guard/test-lock.ts';

const lock: TestLock = {
  paths: [
    { path: 'test/add.test.js', is: 'test' },
    { path: 'package.json', is: 'config' },
    { path: 'test/__snapshots__/add.test.js.snap', is: 'snapshot' },
  ],
  configNames: ['(^|/)vitest\\.config\\.[^/]*$'],
};
const guard = new TestGuard(lock);

/** The rule by which a change is refused; `null` when it is not. */
function ruleFor(path: string, before: string | null, after: string | null): unknown {
  try {
    guard.check(checkPath(path), before, after);
    return null;
  } catch (error) {
    expect(error).toMatchObject({ code: 'ARTEMIS_E_TESTS_LOCKED' });
    return (error as { facts: { rule: unknown } }).facts.rule;
  }
}

describe('locked tests', () => {
  it.each([
    ['a test', 'test/add.test.js', 'old', 'new', 'test-changed'],
    ['a test', 'test/add.test.js', 'old', null, 'test-deleted'],
    ['a test in other letters', 'Test/ADD.test.js', null, 'new', 'test-made'],
    ['the configuration', 'package.json', '{"type":"module"}', '{"type":"module","scripts":{"test":"true"}}', 'config-changed'],
    ['the configuration', 'package.json', '{}', null, 'config-deleted'],
    ['new configuration', 'packages/a/vitest.config.ts', null, 'export default {}', 'config-made'],
    ['new configuration in other letters', 'Vitest.Config.ts', null, 'export default {}', 'config-made'],
    ['a snapshot that was not there', 'test/__snapshots__/add.test.js.snap', null, 'exports[`a`] = `1`', 'snapshot-made'],
  ])('S15: keeps %s as it was: %s', (_what, path, before, after, rule) => expect(ruleFor(path, before, after)).toBe(rule));

  it.each([
    ['code', 'src/add.js', 'old', 'new'],
    ['a new test', 'test/more.test.js', null, 'new'],
    ['a test the run has made', 'test/more.test.js', 'new', 'newer'],
    ['configuration that is known to the lock as none', 'src/vitest.config.ts', 'old', 'new'],
    ['what the code depends on', 'package.json', '{"type":"module"}', '{"dependencies":{"ms":"2"},"type":"module"}'],
  ])('lets through %s', (_what, path, before, after) => expect(ruleFor(path, before, after)).toBe(null));

  it('lets a manifest through only when nothing but dependencies differs', () => {
    const field = fc.constantFrom('dependencies', 'scripts', 'jest', 'type', 'version', 'imports', 'devDependencies');
    fc.assert(
      fc.property(fc.dictionary(field, fc.integer()), fc.dictionary(field, fc.integer()), (before, after) => {
        const differing = ['scripts', 'jest', 'type', 'imports', 'devDependencies'].filter((name) => before[name] !== after[name]);
        expect(ruleFor('package.json', JSON.stringify(before), JSON.stringify(after)) === null).toBe(differing.length === 0);
      }),
    );
  });

  it('takes no manifest that cannot be read for one that changes little', () =>
    expect(ruleFor('package.json', '{}', 'not JSON')).toBe('config-changed'));
});
