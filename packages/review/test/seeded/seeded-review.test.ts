import { describe, expect, it } from 'vitest';
import { reviewByRules } from '../../src/index.ts';
import { cleanChanges } from './clean-changes.ts';
import { seededDefects, type SeededDefect } from './seeded-defects.ts';

const findingsIn = ({ changes }: SeededDefect) => reviewByRules(changes).findings;
const isFound = (seeded: SeededDefect): boolean =>
  findingsIn(seeded).some(({ rule, line }) => seeded.rules.some((name) => name === rule) && line === seeded.line);

describe('reviewByRules on seeded defects', () => {
  const forRules = seededDefects.filter(({ rules }) => rules.length > 0);

  it('there are thirty of them', () => {
    expect(seededDefects).toHaveLength(30);
  });

  it.each(forRules)('finds $name at its line', (seeded) => {
    expect(findingsIn(seeded)).toContainEqual(expect.objectContaining({ line: seeded.line, rule: expect.toBeOneOf([...seeded.rules]) }));
  });

  it.each(Object.entries(cleanChanges))('has nothing to say about %s', (_name, changes) => {
    expect(reviewByRules(changes).findings).toEqual([]);
  });

  it('reports its precision and recall', () => {
    const found = seededDefects.filter(isFound).length;
    const findings = [
      ...seededDefects.flatMap(({ changes }) => reviewByRules(changes).findings),
      ...Object.values(cleanChanges).flatMap((changes) => reviewByRules(changes).findings),
    ];
    const right = seededDefects.flatMap((seeded) =>
      findingsIn(seeded).filter(({ rule }) => seeded.rules.some((name) => name === rule)),
    ).length;
    const recall = found / seededDefects.length;
    const precision = right / findings.length;
    console.log(
      `review by rules: recall ${found}/${seededDefects.length} = ${recall.toFixed(2)}, precision ${right}/${findings.length} = ${precision.toFixed(2)}`,
    );
    expect(recall).toBeGreaterThanOrEqual(0.8);
    expect(precision).toBeGreaterThanOrEqual(0.9);
  });
});
