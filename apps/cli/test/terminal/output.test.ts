import { Writable } from 'node:stream';
import { Redactor } from '@artemis/core';
import { expect, it } from 'vitest';
import { columns } from '../../src/terminal/columns.ts';
import { wantsColour } from '../../src/terminal/colour.ts';
import { Output } from '../../src/terminal/output.ts';

const redactor = (): Redactor => new Redactor(['the-secret-value']);

function collecting(failWith?: string) {
  const written: string[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (failWith !== undefined) return done(Object.assign(new TypeError(failWith), { code: failWith }));
      written.push(chunk.toString());
      done();
    },
  });
  return { stream, written };
}

it('C09: JSON keeps what a terminal would obey as escapes', () => {
  const { stream, written } = collecting();
  const value = { text: 'a\u001b[2J\u009b31m\u202eb' };

  new Output(stream, { colour: true, redactor, onFailure: () => {} }).json(value);

  expect(written.join('')).toMatch(/^[\x20-\x7e]+\n$/);
  expect(JSON.parse(written.join(''))).toEqual(value);
});

it('O05: prints no secret, neither as a line nor in JSON', () => {
  const { stream, written } = collecting();
  const output = new Output(stream, { colour: false, redactor, onFailure: () => {} });

  output.print({ tone: 'plain', text: 'key the-secret-value.' });
  output.json({ key: 'the-secret-value' });

  expect(written.join('')).not.toContain('the-secret-value');
  expect(JSON.parse(written[1] ?? '')).toEqual({ key: '[redacted]' });
});

it('R07: a reader that has gone stops the output and is no failure', async () => {
  const failures: unknown[] = [];
  const { stream } = collecting('EPIPE');
  const output = new Output(stream, { colour: false, redactor, onFailure: (error) => failures.push(error) });

  output.write('one');
  await new Promise((resolve) => stream.once('close', resolve));
  output.write('two');
  await output.drained();

  expect(failures).toEqual([]);
});

it('tells of a disk that is full, once', async () => {
  const failures: unknown[] = [];
  const { stream } = collecting('ENOSPC');
  const output = new Output(stream, { colour: false, redactor, onFailure: (error) => failures.push(error) });

  output.write('one');
  await new Promise((resolve) => stream.once('close', resolve));
  output.write('two');

  expect(failures).toMatchObject([{ code: 'ENOSPC' }]);
});

it('decides on colour for each stream: NO_COLOR, FORCE_COLOR, TERM=dumb, the flag', () => {
  const [terminal, pipe] = [{ isTTY: true }, {}];

  expect(wantsColour(terminal, {}, false)).toBe(true);
  expect(wantsColour(pipe, {}, false)).toBe(false);
  expect(wantsColour(pipe, { FORCE_COLOR: '1' }, false)).toBe(true);
  expect(wantsColour(terminal, { NO_COLOR: '1', FORCE_COLOR: '1' }, false)).toBe(false);
  expect(wantsColour(terminal, { NO_COLOR: '' }, false)).toBe(true);
  expect(wantsColour(terminal, { TERM: 'dumb' }, false)).toBe(false);
  expect(wantsColour(terminal, {}, true)).toBe(false);
});

it('lines up columns, wide letters included, and keeps each row on one line', () => {
  expect(
    columns([
      ['A', 'B'],
      ['日本', 'x'],
      ['a\nb\u001b[2J', 'y'],
    ]),
  ).toEqual(['A     B', '日本  x', 'a b   y']);
});
