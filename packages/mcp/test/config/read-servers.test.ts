import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expandVariables } from '../../src/config/expand-variables.ts';
import { readServers } from '../../src/config/read-servers.ts';

const read = (entry: unknown, environment: Readonly<Record<string, string>> = {}) => readServers({ one: entry }, environment);
const problemOf = (entry: unknown): string | undefined => read(entry).broken[0]?.problem;

describe('expandVariables', () => {
  it.each([
    ['${A}', 'a'],
    ['${A}/${B:-b}', 'a/b'],
    ['${A:-b}', 'a'],
    ['${EMPTY:-b}', 'b'],
    ['${B:-}', ''],
    ['$A ${} ${1} ${A', '$A ${} ${1} ${A'],
    ['${TWICE}', '${A}'],
  ])('makes of %s: %s', (text, expected) => {
    expect(expandVariables(text, { A: 'a', EMPTY: '', TWICE: '${A}' })).toEqual({ text: expected, missing: [] });
  });

  it('names what is not set, and takes nothing from the prototype', () => {
    expect(expandVariables('${NO} ${constructor} ${EMPTY}', { EMPTY: '' }).missing).toEqual(['NO', 'constructor', 'EMPTY']);
  });

  it('leaves a text without variables as it is', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!text.includes('${'));
        expect(expandVariables(text, {})).toEqual({ text, missing: [] });
      }),
    );
  });
});

describe('readServers', () => {
  it('reads a program, with its variables filled in', () => {
    const entry = {
      command: '${HOME}/bin/server',
      args: ['--key', '${KEY:-none}'],
      env: { TOKEN: '${TOKEN}' },
      cwd: 'sub',
      required: true,
    };
    expect(read(entry, { HOME: '/opt', TOKEN: 't' }).servers).toMatchObject([
      {
        kind: 'stdio',
        name: 'one',
        command: '/opt/bin/server',
        args: ['--key', 'none'],
        env: { TOKEN: 't' },
        cwd: 'sub',
        required: true,
        callTimeoutMs: 60_000,
        startTimeoutMs: 30_000,
      },
    ]);
  });

  it.each([
    [{ url: 'https://a.example/mcp' }, 'http'],
    [{ type: 'http', url: 'https://a.example/mcp' }, 'http'],
    [{ type: 'streamable-http', url: 'https://a.example/mcp' }, 'http'],
    [{ type: 'sse', url: 'https://a.example/sse' }, 'sse'],
  ])('reads an address: %o', (entry, kind) => {
    expect(read(entry).servers).toMatchObject([{ kind, headers: {} }]);
  });

  it.each([
    [7, 'it is no object'],
    [{ command: '' }, '"command" is no program'],
    [{ command: 'a', args: 'b' }, '"args" is no list of texts'],
    [{ command: 'a', env: { A: 1 } }, '"env" is no object of texts'],
    [{ command: 'a', required: 'yes' }, '"required" is neither true nor false'],
    [{ command: 'a', callTimeoutMs: 0 }, '"callTimeoutMs" is no number of milliseconds up to 600000'],
    [{ type: 'ws', url: 'ws://a' }, '"type" is "ws", and known are stdio, http and sse'],
    [{ url: 'file:///etc/passwd' }, '"url" is no http address'],
    [{ url: 'https://user:secret@a.example' }, '"url" holds a name or a password; send them in a header'],
    [{ url: 'https://a.example', headers: { a: 'secret\nb: c' } }, '"headers" holds something that is no header'],
    [{ url: '${URL}' }, 'URL is not set'],
    [{ command: '${A}', args: ['${B}', '${A}'] }, 'A, B are not set'],
  ])('refuses %o, and nothing else: %s', (entry, problem) => {
    expect(problemOf(entry)).toBe(problem);
    expect(readServers({ one: entry, two: { command: 'b' } }, {}).servers).toHaveLength(1);
  });

  it('leaves out what is disabled, and passes over keys of other programs', () => {
    expect(readServers({ off: { command: 'a', disabled: true }, on: { command: 'a', alwaysAllow: ['x'] } }, {})).toMatchObject({
      servers: [{ name: 'on' }],
      broken: [],
    });
  });

  it('gives another program or address another identity, and not another token', () => {
    const identity = (entry: unknown): string | undefined => read(entry, { T: '1' }).servers[0]?.identity;
    const base = identity({ command: 'a', args: ['b'] });
    expect(identity({ command: 'a', args: ['c'] })).not.toBe(base);
    expect(identity({ command: 'a', args: ['b'], env: { TOKEN: '${T}' }, required: true })).toBe(base);
    expect(identity({ url: 'https://a.example' })).not.toBe(identity({ url: 'https://b.example' }));
  });

  it('has a word for whatever a file may hold', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const { servers, broken } = readServers(value, {});
        const entries = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value).length : 0;
        expect(servers.length + broken.length).toBeLessThanOrEqual(entries);
      }),
    );
  });
});
