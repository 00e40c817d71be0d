import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { definePlugin } from '../../src/plugin/define-plugin.ts';
import { validateComponent } from '../../src/plugin/validate-component.ts';
import { validatePlugin } from '../../src/plugin/validate-plugin.ts';
import { good } from './load-fixture.ts';

const make = (): object => ({});
const part = (name: unknown, more: object = {}): object => ({ name, create: make, ...more });
const check = (component: unknown): void => validateComponent('artemis-plugin-x', 'rag', component);

describe('definePlugin', () => {
  it('gives back a frozen plugin', () => {
    const plugin = definePlugin(good());
    expect(plugin).toMatchObject({ name: 'artemis-plugin-good', apiVersion: 1 });
    expect(Object.isFrozen(plugin)).toBe(true);
  });

  it('X08: throws at once when something is wrong', () => {
    expect(() => definePlugin(good('artemis-plugin-x', 'rag', { apiVersion: 2 }))).toThrow(
      expect.objectContaining({
        code: 'ARTEMIS_E_PLUGIN_REFUSED',
        rule: 'api-version',
        facts: { plugin: 'artemis-plugin-x', rule: 'api-version', needs: 2, has: 1 },
      }),
    );
  });

  it('reads each member once', () => {
    let reads = 0;
    const plugin = definePlugin({
      ...good(),
      get name() {
        return `artemis-plugin-${(reads += 1)}`;
      },
    });
    expect([plugin.name, plugin.name, reads]).toEqual(['artemis-plugin-1', 'artemis-plugin-1', 1]);
  });
});

describe('validatePlugin', () => {
  it('refuses everything that is no plugin, with a code', () => {
    fc.assert(
      fc.property(fc.anything(), (candidate) => {
        expect(() => validatePlugin(candidate)).toThrow(expect.objectContaining({ code: 'ARTEMIS_E_PLUGIN_REFUSED' }));
      }),
    );
  });

  it.each(['@artemis/rag', 'artemis-plugin-x', 'x', '@a.b/c_d~e'])('takes the name %s', (name) => {
    expect(validatePlugin(good(name)).name).toBe(name);
  });

  it.each(['Upper', 'a b', '.hidden', '../x', '@/x', '@a/', 'a/b', 'x'.repeat(215)])('refuses the name %s', (name) => {
    expect(() => validatePlugin(good(name))).toThrow(expect.objectContaining({ rule: 'name' }));
  });
});

describe('validateComponent', () => {
  it.each([
    ['one fallback', { primary: part('a'), fallback: part('b') }],
    ['several fallbacks', { primary: part('a'), fallback: [part('b'), part('c')] }],
    [
      'all options',
      { primary: part('a', { checkHealth: make, dispose: make, renewAfter: make, timeoutMs: Infinity }), fallback: part('b') },
    ],
  ])('takes %s', (_, component) => {
    expect(() => check(component)).not.toThrow();
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a function', make],
    ['no primary', { fallback: part('b') }],
    ['no fallback', { primary: part('a') }],
    ['null as fallback', { primary: part('a'), fallback: null }],
    ['an empty list of fallbacks', { primary: part('a'), fallback: [] }],
    ['a nameless primary', { primary: part(''), fallback: part('b') }],
    ['a blank name', { primary: part('a'), fallback: part(' ') }],
    ['a name that is no text', { primary: part(1), fallback: part('b') }],
    ['one name twice', { primary: part('a'), fallback: [part('b'), part('a')] }],
    ['no create', { primary: { name: 'a' }, fallback: part('b') }],
    ['an instance instead of create', { primary: part('a'), fallback: part('b', { create: {} }) }],
    ['a health check that is no function', { primary: part('a', { checkHealth: true }), fallback: part('b') }],
    ['a limit of 0', { primary: part('a', { timeoutMs: 0 }), fallback: part('b') }],
    ['a limit that is no number', { primary: part('a', { timeoutMs: '5s' }), fallback: part('b') }],
    ['NaN as limit', { primary: part('a', { timeoutMs: NaN }), fallback: part('b') }],
  ])('X15: refuses %s', (_, component) => {
    expect(() => check(component)).toThrow(
      expect.objectContaining({
        code: 'ARTEMIS_E_PLUGIN_REFUSED',
        facts: { plugin: 'artemis-plugin-x', rule: 'component', capability: 'rag' },
      }),
    );
  });

  it('X15: refuses a component that cannot be read, and anything else, with a code', () => {
    const trap = new Proxy(
      {},
      {
        get: () => {
          throw new RangeError('no');
        },
      },
    );
    expect(() => check(trap)).toThrow(expect.objectContaining({ rule: 'component' }));
    fc.assert(
      fc.property(fc.anything(), (component) => {
        expect(() => check(component)).toThrow(expect.objectContaining({ rule: 'component' }));
      }),
    );
  });
});
