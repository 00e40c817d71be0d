import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseGo } from '../../src/results/parse-go.ts';
import { parseJunit } from '../../src/results/parse-junit.ts';
import { parseMocha } from '../../src/results/parse-mocha.ts';
import { parseRspec } from '../../src/results/parse-rspec.ts';
import { parseTrx } from '../../src/results/parse-trx.ts';
import { recordedReports } from './recorded-reports.ts';

const parsers = [...new Map(recordedReports.map(([, parse]) => [parse, parse])).values()];

describe('test reports', () => {
  for (const [runner, parse, text, records] of recordedReports)
    it(`reads that of ${runner}`, async () => expect(await parse(text)).toEqual(records));

  it('reads at least eight kinds of runner', () => expect(recordedReports.length).toBeGreaterThanOrEqual(8));

  for (const [runner, parse, text] of recordedReports) {
    if (parse === parseGo) continue;
    it(`does not take a cut report of ${runner} for a whole one`, async () =>
      expect(await parse(text.slice(0, -Math.ceil(text.length / 4)))).toBeNull());
  }

  it('B12: makes nothing of text that is no report, and never throws', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), async (text) => {
        for (const parse of parsers) expect((await parse(text)) ?? []).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('makes nothing of JSON of another shape', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), async (text) => {
        for (const parse of [parseMocha, parseRspec, parseTrx, parseJunit]) expect((await parse(text)) ?? []).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('S37: refuses a document type, so that no entity is expanded', async () => {
    const bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><testsuites><testsuite name="&b;"/></testsuites>';
    expect([await parseJunit(bomb), await parseTrx(bomb)]).toEqual([null, null]);
  });

  it('S37: reads ten megabytes of hostile text in bounded time', async () => {
    const texts = [
      ' '.repeat(10 ** 7),
      'ok '.repeat(3 * 10 ** 6),
      'test '.repeat(2 * 10 ** 6),
      '<testcase '.repeat(10 ** 5),
      '{"'.repeat(10 ** 5),
      `${'x'.repeat(10 ** 6)}\n`.repeat(10),
    ];
    const start = performance.now();
    for (const text of texts) for (const parse of parsers) await parse(text);
    expect(performance.now() - start).toBeLessThan(20_000);
  });
});
