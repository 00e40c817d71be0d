import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runTool, type Tool } from '../../src/tools/run-tool.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'artemis-tool-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const lines: Tool['parse'] = (output) =>
  output.split('\n').flatMap((message) => (message === '' ? [] : [{ path: 'a.ts', line: 1, rule: 'fake', message }]));

function install(script: string): Tool {
  const folder = join(root, 'node_modules/.bin');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'fake'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, 'fake'), 0o755);
  return { name: 'fake', args: [], parse: lines };
}

it('returns what the tool names', () => {
  expect(runTool(root, install('echo bad; exit 1')).map(({ message }) => message)).toEqual(['bad']);
});

it('takes a tool that fails without naming anything for a finding', () => {
  expect(runTool(root, install('echo broken >&2; exit 3'))).toEqual([
    { path: 'package.json', line: 1, rule: 'fake', message: 'ended with 3 exit code: broken' },
  ]);
});

it('takes a tool that is not installed for a finding', () => {
  expect(runTool(root, { name: 'absent', args: [], parse: lines })).toMatchObject([{ path: 'package.json', rule: 'absent' }]);
});

it('has nothing to say about a tool that is content', () => {
  expect(runTool(root, install('exit 0'))).toEqual([]);
});
