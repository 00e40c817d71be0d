import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { reviewByRules, toSarif } from '../../src/index.ts';

const change = { path: 'src/my file.ts', before: '', after: 'let a: any;\nlet b: any;\nconst tls = { rejectUnauthorized: false };\n' };

/** Whether something is a log by the schema of SARIF 2.1.0. */
function schemaOfSarif(): (log: unknown) => boolean {
  const path = createRequire(import.meta.url).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
  // It is written in an older dialect, which has another word for its own address.
  const { $schema: _dialect, id: _address, ...schema } = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  const ajv = new Ajv({ strict: false, unicodeRegExp: false, formats: { uri: true, 'uri-reference': isReference, 'date-time': true } });
  return (log) => ajv.validate(schema, log);
}

const isReference = (text: string): boolean => !/[\s<>"{}|\\^`]/.test(text) && URL.canParse(text, 'file:///');

it('fits the schema of SARIF, whatever the files are called and whatever is found', () => {
  const fits = schemaOfSarif();
  expect(fits(toSarif(reviewByRules([change])))).toBe(true);
  const finding = fc.record(
    {
      path: fc.oneof(fc.string({ unit: 'binary', minLength: 1 }), fc.constant('\ud800.js')),
      line: fc.integer({ min: 1 }),
      severity: fc.constantFrom('blocking', 'warning', 'note'),
      message: fc.string({ unit: 'grapheme' }),
      rule: fc.string(),
      suggestion: fc.string({ unit: 'grapheme' }),
    },
    { requiredKeys: ['path', 'line', 'severity', 'message'] },
  );
  fc.assert(fc.property(fc.array(finding), (findings) => fits(toSarif({ status: 'approved', summary: '', findings }))));
  const log = toSarif(reviewByRules([change]));
  expect(fits({ ...log, runs: [{ ...log.runs[0], columnKind: 'letters' }] })).toBe(false);
});

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
