/**
 * What stays the same when the same failure happens twice: times, durations, addresses, ids, hashes and line numbers are
 * taken out, and lines are compared as a set, since parallel runners print them in any order.
 */
export function failureSignature(output: string): string {
  const lines = output.slice(0, maxChars).split('\n').map(normalise);
  return [...new Set(lines.filter((line) => line !== ''))].toSorted().join('\n');
}

const maxChars = 200_000;

const normalise = (line: string): string =>
  line
    .replace(/\b\d{4}-\d{2}-\d{2}[T ][\d:.]+Z?\b/g, '<time>')
    .replace(/\b[0-9a-f]{8,}(-[0-9a-f]{4,})*\b/gi, '<id>')
    .replace(/\/(tmp|var|private)\/[^\s:)]+/g, '<path>')
    .replace(/\d+(\.\d+)?/g, '<n>')
    .replace(/\s+/g, ' ')
    .trim();
