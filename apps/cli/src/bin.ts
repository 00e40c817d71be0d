#!/usr/bin/env node
// This file runs on any Node: it imports nothing before it has looked at the version.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(`error: Artemis needs Node 22.18 or newer; this is ${process.versions.node}.\n`);
  process.exitCode = 2;
} else {
  if (process.argv.length === 3 && process.argv[2] === '--version') {
    // Asked by scripts, often: answered without the parser.
    const { readVersion } = await import('./version.ts');
    process.stdout.write(`${readVersion()}\n`);
  } else {
    const [{ enableCompileCache }, { foldersOf }] = await Promise.all([import('node:module'), import('./config/folders.ts')]);
    // Not in the folder for temporary files, where others could lay code for us to run.
    enableCompileCache(`${foldersOf(process.env).cache}/compiled`);
    const { main } = await import('./main.ts');
    await main(process.argv);
  }
}
