import type { BuildReport } from '@artemis/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Candidate } from '../../src/choice/candidate.ts';
import { choose } from '../../src/choice/choose.ts';
import { measure } from '../../src/choice/measure.ts';
import { placeOf, standingOf } from '../../src/choice/standing.ts';
import { green, red } from '../house.ts';

const style = { title: 'scripted', develop: () => Promise.reject(new Error('unused')) };
const candidate = (index: number, report: BuildReport, lines: number, approach = ''): Candidate => ({
  worker: { name: `dev-${index + 1}`, index, model: null, style },
  name: `dev-${index + 1}`,
  patch: { approach, changes: [{ kind: 'write', path: 'a.js', content: 'a\n' }] },
  report,
  size: { files: lines === 0 ? 0 : 1, lines },
});

const reports = fc.constantFrom<BuildReport>(
  green,
  { ...green, evidence: { kind: 'none', detail: 'all tests pass, I promise' } },
  red(),
  { ...green, status: 'inconclusive' },
  { ...green, status: 'not-built' },
);
const candidates = fc.array(fc.record({ report: reports, lines: fc.nat(5), approach: fc.string() }), { minLength: 1, maxLength: 8 });

describe('choosing', () => {
  it('is by gate, then by size, then by place: whatever the order of finishing, and whatever anybody says', () => {
    fc.assert(
      fc.property(candidates, fc.infiniteStream(fc.nat()), fc.string(), (list, keys, boast) => {
        const all = list.map(({ report, lines, approach }, index) => candidate(index, report, lines, approach));
        const shuffled = all
          .map((one) => [keys.next().value, { ...one, patch: { ...one.patch, approach: boast } }] as const)
          .toSorted(([a], [b]) => a - b);
        const { chosen } = choose(all as [Candidate, ...Candidate[]]);
        const again = choose(shuffled.map(([, one]) => one) as [Candidate, ...Candidate[]]).chosen;
        expect(again.name).toBe(chosen.name);
        for (const other of all) {
          const better = placeOf(standingOf(other)) - placeOf(standingOf(chosen));
          expect(better).toBeGreaterThanOrEqual(0);
          if (better === 0) expect(other.size.lines).toBeGreaterThanOrEqual(chosen.size.lines);
        }
      }),
    );
  });

  it.each([
    [[candidate(0, green, 3)], 'its gate passed, 3 changed lines; nobody else made anything'],
    [[candidate(0, red(), 1), candidate(1, green, 3)], 'its gate passed, 3 changed lines; of the others none got as far'],
    [[candidate(0, green, 4), candidate(1, green, 1)], 'its gate passed, 1 changed line: the smallest change of 2 alike'],
    [[candidate(0, green, 2), candidate(1, green, 2)], 'its gate passed, 2 changed lines; the first of 2 alike'],
    [[candidate(0, red(), 2)], 'its gate failed, 2 changed lines; nobody else made anything'],
  ])('says why', (list, reason) => {
    expect(choose(list as unknown as [Candidate, ...Candidate[]]).reason).toBe(reason);
  });

  it('takes work that changes nothing last, although every gate lets it pass', () => {
    expect(choose([candidate(0, green, 0), candidate(1, red(), 9)]).chosen.name).toBe('dev-2');
  });

  it('measures what differs from the project, not what was sent', async () => {
    const files: Readonly<Record<string, string>> = { 'same.js': 'same\n', 'moved.js': 'one\ntwo\n', 'gone.js': 'x\ny\n' };
    const project = {
      read: async (path: string) => (path.startsWith('..') ? Promise.reject(new Error('refused')) : (files[path] ?? null)),
      list: async () => Object.keys(files),
    };
    const changes = [
      { kind: 'write', path: 'same.js', content: 'same\n' },
      { kind: 'write', path: 'moved.js', content: 'two\none\nthree\n' },
      { kind: 'write', path: '../out.js', content: '1\n2\n' },
      { kind: 'delete', path: 'gone.js' },
      { kind: 'delete', path: 'never-there.js' },
    ] as const;
    expect(await measure({ approach: '', changes }, project)).toEqual({ files: 3, lines: 1 + 2 + 2 });
  });
});
