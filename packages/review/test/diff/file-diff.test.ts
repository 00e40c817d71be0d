import { describe, expect, it } from 'vitest';
import { changedLines, diffFile } from '../../src/diff/file-diff.ts';

const diff = (before: string | null, after: string | null) => diffFile({ path: 'a.js', before, after });

describe('diffFile', () => {
  it('knows the lines that were added and where lines are gone', () => {
    const { added, removed } = diff('one\ntwo\nthree\nfour\n', 'one\nthree\nnew\nfour\n');
    expect([...added]).toEqual([3]);
    expect([...removed]).toEqual([[2, 2]]);
  });

  it('puts what is gone from the end of a file at its last line', () => {
    expect([...diff('one\ntwo\n', 'one\n').removed]).toEqual([[2, 1]]);
  });

  it('calls every line of a new file added', () => {
    expect(diff(null, 'one\ntwo\n')).toMatchObject({ isNew: true, added: new Set([1, 2]) });
  });

  it('has a place for findings about a deleted file', () => {
    const deleted = diff('one\ntwo\n', null);
    expect(deleted.isDeleted).toBe(true);
    expect([...changedLines(deleted)]).toEqual([1]);
  });

  it('does not take other line ends for a change', () => {
    expect([...changedLines(diff('one\r\ntwo\r\n', 'one\ntwo\n'))]).toEqual([]);
  });
});
