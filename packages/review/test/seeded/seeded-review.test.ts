import { describe, expect, it } from 'vitest';
import { reviewByRules } from '../../src/index.ts';
import { cleanChanges } from './clean-changes.ts';
import { heldOutDefects } from './held-out-defects.ts';
import type { SeededDefect } from './seeded-defect.ts';
import { seededDefects } from './seeded-defects.ts';

const findingsIn = ({ changes }: SeededDefect) => reviewByRules(changes).findings;
const isFound = (seeded: SeededDefect): boolean =>
  findingsIn(seeded).some(({ rule, line }) => seeded.rules.some((name) => name === rule) && line === seeded.line);
const clean = Object.entries(cleanChanges);

describe('reviewByRules on seeded defects', () => {
  it.each([...seededDefects, ...heldOutDefects].filter(({ rules }) => rules.length > 0))('finds $name at its line', (seeded) => {
    expect(findingsIn(seeded)).toContainEqual(expect.objectContaining({ line: seeded.line, rule: expect.toBeOneOf([...seeded.rules]) }));
  });

  it.each(clean)('has nothing to say about %s', (_name, changes) => {
    expect(reviewByRules(changes).findings).toEqual([]);
  });

  it.each([
    { name: 'the defects the rules were written for', defects: seededDefects, leastRecall: 1 },
    { name: 'thirty others', defects: heldOutDefects, leastRecall: 0.8 },
  ])('K71: reports precision and recall on $name', ({ name, defects, leastRecall }) => {
    const found = defects.filter(isFound).length;
    const findings = [...defects.flatMap(findingsIn), ...clean.flatMap(([, changes]) => reviewByRules(changes).findings)];
    const right = defects.flatMap((seeded) => findingsIn(seeded).filter(({ rule }) => seeded.rules.some((one) => one === rule))).length;
    console.log(
      `review by rules, ${name}: recall ${found}/${defects.length}, precision ${right}/${findings.length} with ${clean.length} clean changes`,
    );
    expect(defects).toHaveLength(30);
    expect(found / defects.length).toBeGreaterThanOrEqual(leastRecall);
    expect(right / findings.length).toBeGreaterThanOrEqual(0.95);
  });
});
