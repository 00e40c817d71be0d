import type { ReportParser, TestRecord } from './test-record.ts';

const module = /^(\w[\w.]*) \[(\S+\.exs)\]$/;
const result = /^\s+\* (?:test |doctest )?(.+?) \((\d[\d.]*m?s|excluded|skipped)\)/;
const failure = /^\s+\d+\) (?:test |doctest )?(.+) \((\w[\w.]*)\)$/;
const closing = /^(?:\d+ doctests?, )?\d+ tests?, \d+ failures?/;

/** Reads `mix test --trace`: the line of a test says that it ran, and the list of failures below it which were red. */
export const parseMix: ReportParser = (text) => {
  const records = new Map<string, TestRecord>();
  let [owner, file, whole] = ['', '', false];
  for (const line of text.split(/\r\n?|\n/)) {
    if (line.length > 4_000) continue;
    const [, name, path] = module.exec(line) ?? [];
    if (name !== undefined && path !== undefined) [owner, file] = [name, path];
    const [, test, took] = result.exec(line) ?? [];
    if (test !== undefined && took !== undefined)
      records.set(`${owner} > ${test}`, { name: `${owner} > ${test}`, status: /^\d/.test(took) ? 'passed' : 'skipped', file });
    const [, red, where] = failure.exec(line) ?? [];
    const known = records.get(`${where} > ${red}`);
    if (known) records.set(known.name, { ...known, status: 'failed' });
    whole ||= closing.test(line);
  }
  return whole ? [...records.values()] : null;
};
