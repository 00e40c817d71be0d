import { FeatureFlags, type TaskTeam } from '@artemis/core';
import { describe, expect, it } from 'vitest';
import { employsSeveral, supervisionOptions } from '../../src/compose/supervision-options.ts';
import { teamFlags } from '../../src/config/team-flags.ts';
import { nothingSaid } from '../support/options.ts';

const saying = (team: TaskTeam | undefined, flags = FeatureFlags.defaults(), env: Readonly<Record<string, string>> = {}): FeatureFlags =>
  teamFlags(flags, { options: { ...nothingSaid, run: { ...nothingSaid.run, ...(team && { team }) } }, env });
const places = { env: { NAMED: 'value', HIDDEN: 'secret' }, folders: { config: '/c', state: '/s', cache: '/k' } };

describe('who works', () => {
  it('is one developer unless somebody asks for more', () => {
    expect(employsSeveral(saying(undefined), { plugins: {} })).toBe(false);
    expect(employsSeveral(saying({ developers: 1 }), { plugins: {} })).toBe(false);
    expect(employsSeveral(saying({ developers: 2 }), { plugins: {} })).toBe(true);
    expect(employsSeveral(saying({ mode: 'first' }), { plugins: {} })).toBe(true);
    expect(employsSeveral(saying(undefined), { plugins: { supervision: { developers: 2 } } })).toBe(true);
    expect(employsSeveral(saying(undefined), { plugins: { '@artemis/supervision': { wrap: [{}] } } })).toBe(true);
    expect(employsSeveral(saying(undefined), { plugins: { supervision: { developers: 1, wrap: [] } } })).toBe(false);
  });

  it('is one where a flag says so, whatever is configured, and the command line has the last word', () => {
    const off = FeatureFlags.defaults().with({ enableParallelAgents: false }, 'a file');
    const configured = { plugins: { supervision: { developers: 4 } } };
    expect(employsSeveral(saying(undefined, off), configured)).toBe(false);
    expect(employsSeveral(saying({ developers: 2 }, off), configured)).toBe(true);
    expect(employsSeveral(saying({ developers: 2 }, off.with({ enableSupervision: false }, 'a file')), configured)).toBe(false);
    expect(employsSeveral(saying({ developers: 2 }, FeatureFlags.minimal()), configured)).toBe(false);
  });

  it('is one where it works for another Artemis', () => {
    const flags = saying({ developers: 4 }, FeatureFlags.defaults(), { ARTEMIS_WRAPPED: '1' });
    expect(flags.evaluate('enableSupervision')).toMatchObject({ value: false, source: 'ARTEMIS_WRAPPED' });
  });

  it('is chosen by the gate, unless the first shall do', () => {
    const modeOf = (flags: FeatureFlags): unknown => supervisionOptions(places, flags).mode;
    expect(modeOf(saying({ developers: 3 }))).toBe('best');
    expect(modeOf(saying({ developers: 3, mode: 'first' }))).toBe('first');
    expect(modeOf(FeatureFlags.defaults().with({ enableParallelAgents: true }, 'a profile'))).toBe('first');
    expect(modeOf(FeatureFlags.defaults())).toBeUndefined();
  });

  it('gets the variables it names, and where copies are made', () => {
    const agent = { name: 'other', command: ['other'] };
    const configured = { wrap: [{ ...agent, env: ['NAMED', 'NOT_SET'] }, { ...agent, env: { OWN: '1' } }, agent] } as never;
    expect(supervisionOptions(places, FeatureFlags.defaults(), configured)).toEqual({
      treesDir: '/s/trees',
      wrap: [{ ...agent, env: { NAMED: 'value' } }, { ...agent, env: { OWN: '1' } }, agent],
    });
    expect(supervisionOptions(places, FeatureFlags.defaults(), { wrap: 'none' as never })).toEqual({ treesDir: '/s/trees', wrap: 'none' });
  });
});
