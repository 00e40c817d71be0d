import type { ReportParser, TestRecord } from './test-record.ts';

const point = /^( *)(not )?ok\b *(\d+)? *(?:- *)?(.*?)(?: +# *(skip|todo)\b.*)?$/i;
const subtest = /^( *)# Subtest: (.*)$/;
/** How long a point took, and the brace that opens its parts, are no part of its name. */
const afterName = /(?: +# *time=[\d.]+m?s)?(?: *\{)?$/;
const testFile = /\.[cm]?[jt]sx?$/;

interface Point {
  readonly name: string;
  readonly status: TestRecord['status'];
  readonly parts: readonly Point[];
  /** Whether it was announced as a test with parts. */
  readonly announced: boolean;
}

/**
 * Reads the Test Anything Protocol. A test with parts counts once, a file not at all: its tests do. `null` without a plan: a stream
 * that was cut has none, or one that disagrees.
 */
export const parseTap: ReportParser = (text) => {
  const reader = new PointReader();
  let planned: number | null = null;
  for (const raw of text.split('\n')) {
    const line = raw.replace(/\r$/, '');
    if (line.startsWith('Bail out!')) return null;
    const plan = /^1\.\.(\d+)/.exec(line);
    if (plan) planned = Number(plan[1]);
    reader.read(line);
  }
  const points = reader.end();
  return planned === null || planned !== points.length ? null : unique(points.flatMap((one) => testsOf(one, '')));
};

/** Puts points together with their parts, which stand before them, further to the right, or after them, in braces. */
class PointReader {
  /** Points that belong to none yet, by how far to the right they stand. */
  readonly #open = new Map<number, Point[]>();
  #announced: { readonly indent: number; readonly name: string } | null = null;
  readonly #braces: { readonly indent: number; readonly line: string }[] = [];

  read(line: string): void {
    const [, indent = '', name] = subtest.exec(line) ?? [];
    if (name !== undefined) this.#announced = { indent: indent.length, name: name.trim() };
    const brace = this.#braces.at(-1);
    if (brace && line.trim() === '}' && line.indexOf('}') === brace.indent) {
      this.#braces.pop();
      this.#take(brace.line);
    } else if (/^ *(?:not )?ok\b.*\{$/i.test(line)) this.#braces.push({ indent: line.length - line.trimStart().length, line });
    else this.#take(line);
  }

  end(): readonly Point[] {
    return this.#open.get(0) ?? [];
  }

  #take(line: string): void {
    const match = point.exec(line);
    if (!match) return;
    const [, spaces = '', not, , rest = '', directive] = match;
    const indent = spaces.length;
    const deeper = [...this.#open.keys()].filter((one) => one > indent);
    const parts = deeper.toSorted((one, other) => one - other).flatMap((one) => this.#open.get(one) ?? []);
    for (const one of deeper) this.#open.delete(one);
    const siblings = this.#open.get(indent) ?? [];
    const name = rest.replace(afterName, '').trim();
    const announced = this.#announced?.indent === indent && this.#announced.name === name;
    const status = directive ? 'skipped' : not ? 'failed' : 'passed';
    this.#open.set(indent, [...siblings, { name: name === '' ? `test ${siblings.length + 1}` : name, status, parts, announced }]);
  }
}

function testsOf({ name, status, parts, announced }: Point, within: string, file?: string): TestRecord[] {
  const isFile = within === '' && testFile.test(name) && (announced || parts.length > 0);
  const path = isFile ? '' : within === '' ? name : `${within} > ${name}`;
  const place = isFile ? name : file;
  const below = parts.flatMap((part) => (isFile || part.parts.length > 0 ? testsOf(part, path, place) : []));
  const isUnexplained = status === 'failed' && !below.some((one) => one.status === 'failed');
  const own: TestRecord = { name: path === '' ? name : path, ...(place === undefined ? {} : { file: place }), status };
  if (isFile) return isUnexplained ? [...below, { ...own, notLoaded: true }] : below;
  return parts.length > 0 && parts.every((part) => part.parts.length > 0) && !isUnexplained ? below : [own, ...below];
}

/** Gives those of the same name a number, as runners that name only their assertions would have them taken for one. */
function unique(records: readonly TestRecord[]): readonly TestRecord[] {
  const seen = new Map<string, number>();
  return records.map((record) => {
    const key = `${record.file ?? ''}\0${record.name}`;
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return count === 1 ? record : { ...record, name: `${record.name} (${count})` };
  });
}
