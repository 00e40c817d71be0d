import { expect, it } from 'vitest';
import { reviewByRules, toSarif } from '../../src/index.ts';

const change = { path: 'src/my file.ts', before: '', after: 'let a: any;\nlet b: any;\nconst tls = { rejectUnauthorized: false };\n' };

it('writes each finding with rule, level, place and fix', () => {
  const [run] = toSarif(reviewByRules([change])).runs;
  expect(run.tool.driver.rules).toEqual([{ id: 'loose-type' }, { id: 'tls-off' }]);
  const artifactLocation = { uri: 'src/my%20file.ts' };
  expect(run.results[0]).toMatchObject({
    ruleId: 'tls-off',
    level: 'error',
    locations: [{ physicalLocation: { artifactLocation, region: { startLine: 3 } } }],
    fixes: [
      {
        artifactChanges: [
          {
            artifactLocation,
            replacements: [{ deletedRegion: { startLine: 3 }, insertedContent: { text: 'const tls = { rejectUnauthorized: true };' } }],
          },
        ],
      },
    ],
  });
});

it('gives every finding a fingerprint of its own that does not depend on its line', () => {
  const prints = (after: string): readonly string[] =>
    toSarif(reviewByRules([{ ...change, after }])).runs[0].results.map(
      ({ partialFingerprints }) => partialFingerprints['findingHash/v1'] ?? '',
    );
  expect(new Set(prints(change.after)).size).toBe(3);
  expect(prints(`\n\n${change.after}`)).toEqual(prints(change.after));
});

it('calls what a model found by the name "model"', () => {
  const report = { status: 'approved', summary: '', findings: [{ path: 'a', line: 1, severity: 'note', message: 'Hm.' }] } as const;
  expect(toSarif(report).runs[0].results).toMatchObject([{ ruleId: 'model', level: 'note' }]);
});
