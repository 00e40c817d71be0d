import type { ReadOnlyGit } from './read-only-git.ts';

/** Contents of objects by id; those that are not there are left out. */
export async function readObjects(
  git: ReadOnlyGit,
  ids: readonly string[],
  maxBytes: number,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Buffer | 'too-large'>> {
  if (ids.length === 0) return new Map();
  const sizes = (await git.ask(['cat-file', '--batch-check'], { input: `${ids.join('\n')}\n`, signal })).toString('utf8').split('\n');
  const blobs = sizes.flatMap((text) => {
    const [id = '', type, size = ''] = text.split(' ');
    return type === 'blob' ? [{ id, size: Number(size) }] : [];
  });
  const small = blobs.filter(({ size }) => size <= maxBytes);
  const total = small.reduce((sum, { size }) => sum + size + 200, 0);
  const input = small.map(({ id }) => `${id}\n`).join('');
  const contents = small.length === 0 ? [] : contentsOf(await git.ask(['cat-file', '--batch'], { input, maxBytes: total, signal }));
  return new Map<string, Buffer | 'too-large'>([...blobs.map(({ id }) => [id, 'too-large'] as const), ...contents]);
}

/** Reads `<id> blob <size>`, a line end, that many bytes, a line end, again and again. */
function contentsOf(answer: Buffer): ReadonlyMap<string, Buffer> {
  const contents = new Map<string, Buffer>();
  for (let place = 0; place < answer.length;) {
    const end = answer.indexOf(10, place);
    if (end < 0) break;
    const [id = '', , size = '0'] = answer.toString('latin1', place, end).split(' ');
    contents.set(id, answer.subarray(end + 1, end + 1 + Number(size)));
    place = end + 1 + Number(size) + 1;
  }
  return contents;
}
