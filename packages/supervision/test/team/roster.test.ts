import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roster } from '../../src/team/roster.ts';
import type { Workstyle } from '../../src/team/worker.ts';

const wrapped = new Map<string, Workstyle>([['other', { title: 'command other', develop: () => Promise.reject(new Error('unused')) }]]);
const kindOf = ({ model, style }: { readonly model: string | null; readonly style: Workstyle }): string => `${model} ${style.title}`;

describe('the roster', () => {
  it('begins with the developer who would work alone, and ends with commands of others', () => {
    const workers = roster({ models: ['a', 'b'], developers: 3, wrapped });
    expect(workers.map(({ name, model, style }) => [name, model, style.title])).toEqual([
      ['dev-1', 'a', 'agent'],
      ['dev-2', 'b', 'agent, tests first'],
      ['dev-3', 'a', 'agent, tests first, temperature 0.8'],
      ['other', null, 'command other'],
    ]);
  });

  it('follows from the place alone: the same again, whoever else works', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 16 }), fc.integer({ min: 1, max: 16 }), (count, one, other) => {
        const models = Array.from({ length: count }, (_, index) => `m${index}`);
        const [few, many] = [Math.min(one, other), Math.max(one, other)].map((developers) =>
          roster({ models, developers, wrapped: new Map() }).map(kindOf),
        );
        expect(many?.slice(0, few?.length)).toEqual(few);
      }),
    );
  });

  it.each([1, 2, 3, 4])('has nobody twice among the first developers of %i models', (count) => {
    const models = Array.from({ length: count }, (_, index) => `m${index}`);
    const kinds = roster({ models, developers: count * 3, wrapped: new Map() }).map(kindOf);
    expect(new Set(kinds).size).toBe(kinds.length);
  });
});
