import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FeatureFlags } from '../../src/flags/feature-flags.ts';
import { flagDefinitions, flagNames, flagOf, optionalCapabilities } from '../../src/flags/flag-definitions.ts';
import { parseFlags } from '../../src/flags/parse-flags.ts';

const core = flagNames.filter((flag) => flagDefinitions[flag].kind === 'core');
const others = flagNames.filter((flag) => flagDefinitions[flag].kind !== 'core');
const offByDefault = ['enableLearning', 'enableArbitration', 'enableParallelAgents'];

describe('FeatureFlags', () => {
  it('has every flag of the strategy, on unless it is unstable', () => {
    const flags = FeatureFlags.defaults().toJSON();
    expect(Object.keys(flags)).toHaveLength(15);
    expect(Object.entries(flags).flatMap(([flag, on]) => (on ? [] : [flag]))).toEqual(offByDefault);
  });

  it('P10: minimal leaves only the core features on', () => {
    const flags = FeatureFlags.minimal();
    expect(flagNames.filter((flag) => flags[flag])).toEqual(core);
    expect([...flags.disabledCapabilities]).toEqual([...optionalCapabilities]);
  });

  it.each(optionalCapabilities)('has a flag for the capability %s', (capability) => {
    expect(FeatureFlags.defaults()[flagOf(capability)]).toBe(true);
    expect(FeatureFlags.defaults().with({ [flagOf(capability)]: false }, 'test').disabledCapabilities).toEqual(new Set([capability]));
  });

  it('is a new object after with, and the old one does not change', () => {
    const before = FeatureFlags.defaults();
    const after = before.with({ enableRag: false }, 'test');
    expect([before.enableRag, after.enableRag]).toEqual([true, false]);
  });

  it('cannot be changed', () => {
    const flags = FeatureFlags.defaults();
    expect(() => Object.assign(flags, { enableRag: false })).toThrow(TypeError);
    expect(flags.enableRag).toBe(true);
  });

  it('leaves what is undefined as it is', () => {
    expect(FeatureFlags.defaults().with({ enableRag: undefined }, 'test').evaluate('enableRag')).toMatchObject({
      value: true,
      reason: 'DEFAULT',
    });
  });

  it.each(core)('refuses to switch off %s', (flag) => {
    expect(() => FeatureFlags.defaults().with({ [flag]: false }, 'test')).toThrow(
      expect.objectContaining({ code: 'ARTEMIS_E_INVALID_OPTION', option: flag }),
    );
  });

  it.each([
    ['an unknown flag', { enableRagg: true }],
    ['a text', { enableRag: 'false' }],
    ['an inherited name', { constructor: true }],
    ['the prototype', JSON.parse('{"__proto__": true}') as object],
  ])('refuses %s', (_, values) => {
    expect(() => FeatureFlags.defaults().with(values as never, 'test')).toThrow(
      expect.objectContaining({ code: 'ARTEMIS_E_INVALID_OPTION' }),
    );
  });

  it('says where a value comes from', () => {
    const flags = FeatureFlags.defaults().with({ enableRag: false }, 'flags.json');
    expect(flags.evaluate('enableRag')).toEqual({
      flagKey: 'rag.enabled',
      value: false,
      variant: 'off',
      reason: 'STATIC',
      source: 'flags.json',
    });
    expect(flags.evaluate('kg.enabled')).toEqual({
      flagKey: 'kg.enabled',
      value: true,
      variant: 'on',
      reason: 'DEFAULT',
      source: 'default',
    });
    expect(flags.evaluate('enable_knowledge_graph').flagKey).toBe('kg.enabled');
  });

  it('never throws when a flag is asked for', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'toJSON', 'enableRag'), fc.anything()), (flag) => {
        expect(typeof FeatureFlags.defaults().evaluate(flag as string).value).toBe('boolean');
      }),
    );
  });

  it('answers for an unknown flag that it is off, with an error', () => {
    expect(FeatureFlags.defaults().evaluate('rag.enable')).toMatchObject({
      flagKey: 'rag.enable',
      value: false,
      reason: 'ERROR',
      errorCode: 'FLAG_NOT_FOUND',
    });
  });

  it('writes a document that a flags file may hold', () => {
    fc.assert(
      fc.property(fc.record(Object.fromEntries(others.map((flag) => [flag, fc.boolean()]))), (values) => {
        const flags = FeatureFlags.defaults().with(values, 'test');
        expect(parseFlags('f.json', JSON.stringify(flags)).values).toEqual(flags.toJSON());
      }),
    );
  });
});
