import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { hugeLexers } from '../../src/language/compile-unoptimized.ts';
import { languages } from '../../src/language/languages.ts';

const sources = join(import.meta.dirname, '../../src/language');
const grammars = join(dirname(createRequire(import.meta.url).resolve('@vscode/tree-sitter-wasm/package.json')), 'wasm');

test('the grammars with a function of more than 100 kB are those that are known to have one', () => {
  const huge = Object.keys(languages).filter((name) => largestFunction(readFileSync(join(grammars, `tree-sitter-${name}.wasm`))) > 100_000);
  expect(huge.toSorted()).toEqual([...hugeLexers].toSorted());
});

test('parsing a language with a huge lexer never takes the memory for optimizing it', async () => {
  // V8 is told to optimize at once and in place, rather than some time later: 2.1 GB if it does.
  const { stdout } = await promisify(execFile)(process.execPath, ['--wasm-sync-tier-up', '--input-type=module', '--eval', parsing]);
  const { lines, peakMb } = JSON.parse(stdout) as { readonly lines: number; readonly peakMb: number };
  expect(lines).toBe(2_000);
  expect(peakMb).toBeLessThan(500);
});

const parsing = `
  const { grammarLoader } = await import(${JSON.stringify(join(sources, 'grammar.ts'))});
  const { createWasmMemory } = await import(${JSON.stringify(join(sources, 'wasm-memory.ts'))});
  const { parser } = await grammarLoader(createWasmMemory(32 << 20, 256 << 20))('powershell');
  let lines = 0;
  for (let at = 0; at < 20; at++) {
    const tree = parser.parse('function f { $a = 1; Write-Host "x $a" }\\n'.repeat(100));
    lines += tree.rootNode.endPosition.row;
    tree.delete();
  }
  console.log(JSON.stringify({ lines, peakMb: Math.round(process.resourceUsage().maxRSS / 1024) }));
`;

/** Bytes of the largest function of a module of WebAssembly. */
function largestFunction(bytes: Buffer): number {
  let at = 8;
  const number = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++] ?? 0;
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  const codeSection = 10;
  while (at < bytes.length) {
    const id = bytes[at++];
    const length = number();
    if (id !== codeSection) at += length;
    else {
      const sizes = Array.from({ length: number() }, () => {
        const size = number();
        at += size;
        return size;
      });
      return Math.max(...sizes);
    }
  }
  return 0;
}
