import type { RawRemark } from './check-row.ts';

const typescript = /^(?<path>[^\n(]{1,400})\((?<line>\d{1,7}),\d{1,7}\): (?<level>error|warning) (?<message>TS\d+: .*)$/gm;
const placed = /^(?<path>[^\n:]{1,400}):(?<line>\d{1,7})(?::\d{1,7})?:\s+(?<message>\S.*)$/gm;

/** Reads `path(1,2): error TS2322: …`. Lines that go on are left out. */
export const readTypeScript = (output: string): readonly RawRemark[] =>
  [...output.matchAll(typescript)].map(({ groups = {} }) => remark(groups, groups['level'] === 'error', groups['message']));

/** Reads `path:1:2: …`, with or without the column. What begins with `note` explains another line. */
export function readPlaces(output: string): readonly RawRemark[] {
  return [...output.matchAll(placed)].flatMap(({ groups = {} }) => {
    const message = groups['message'] ?? '';
    if (/^note\b/i.test(message)) return [];
    const isError = !/^warning\b|\[Warning\//i.test(message);
    return [remark(groups, isError, message.replace(/^(?:error|warning)\s*:\s*/i, ''))];
  });
}

/** Reads a heading with the path, and below it `  1:2  error  message  rule`. */
export function readStylish(output: string): readonly RawRemark[] {
  const remarks: RawRemark[] = [];
  let path = '';
  for (const text of output.split('\n')) {
    const found = /^\s+(\d{1,7}):\d{1,7}\s+(error|warning)\s+(\S.*)$/.exec(text);
    if (found) remarks.push({ path, line: Number(found[1]), isError: found[2] === 'error', message: shortened(found[3]) });
    else if (/^\S/.test(text)) path = text.trim();
  }
  return remarks;
}

const remark = (groups: Readonly<Record<string, string>>, isError: boolean, message = ''): RawRemark => ({
  path: groups['path'] ?? '',
  line: Number(groups['line']),
  isError,
  message: shortened(message),
});

const shortened = (message = ''): string => message.replace(/\s+/g, ' ').trim().slice(0, 300);
