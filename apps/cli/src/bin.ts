#!/usr/bin/env node
// This file runs on any Node: it imports nothing before it has looked at the version.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(`error: Artemis needs Node 22.18 or newer; this is ${process.versions.node}.\n`);
  process.exitCode = 2;
} else {
  const { enableCompileCache } = await import('node:module');
  enableCompileCache?.();
  if (process.argv.length === 3 && process.argv[2] === '--version') {
    // Asked by scripts, often: answered without the parser.
    const { readVersion } = await import('./version.ts');
    process.stdout.write(`${readVersion()}\n`);
  } else {
    const { main } = await import('./main.ts');
    await main(process.argv);
  }
}
