import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Finding } from '../finding.ts';

/** A development tool from the root's `node_modules/.bin`, and how to read what it prints. */
export interface Tool {
  readonly name: string;
  readonly args: readonly string[];
  parse(output: string): Finding[];
}

/** Runs a tool in the root and returns its findings. A tool that fails without naming one is a finding itself. */
export function runTool(root: string, tool: Tool): Finding[] {
  const command = join(root, 'node_modules/.bin', tool.name);
  const { status, stdout, stderr, error } = spawnSync(command, tool.args, { cwd: root, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 });
  const findings = status === null ? [] : tool.parse(stdout);
  if (status === 0 || findings.length > 0) return findings;
  const said = (error?.message ?? (stderr || stdout)).trim().split('\n').slice(-3).join(' | ');
  return [{ path: 'package.json', line: 1, rule: tool.name, message: `ended with ${status ?? 'no'} exit code: ${said}` }];
}
