import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { packageFolders } from '../areas.ts';
import type { Check } from '../check.ts';
import type { Finding } from '../finding.ts';
import { lineOfKey, manifestPath, readManifest } from '../manifest.ts';
import type { Repository } from '../repository.ts';

/** What would be published is a package that installs and resolves: every public package is packed, and publint reads the tarball. */
export const packedPackages: Check = {
  name: 'packed-packages',
  async run(repository) {
    const folder = mkdtempSync(join(tmpdir(), 'artemis-pack-'));
    try {
      const found: Finding[] = [];
      for (const { path } of packageFolders(repository)) {
        if (readManifest(repository, { path }).private !== true) found.push(...(await lintPacked(repository, path, folder)));
      }
      return found;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function lintPacked(repository: Repository, path: string, folder: string): Promise<Finding[]> {
  const manifest = manifestPath({ path });
  const text = repository.read(manifest);
  const finding = (key: string, message: string): Finding => ({
    path: manifest,
    line: lineOfKey(text, key),
    rule: 'packed-packages',
    message,
  });
  try {
    const tarball = readFileSync(pack(join(repository.root, path), join(folder, `${path.replaceAll('/', '-')}.tgz`)));
    const bytes = tarball.buffer.slice(tarball.byteOffset, tarball.byteOffset + tarball.byteLength);
    const { messages, pkg } = await publint({ pack: { tarball: bytes }, level: 'warning' });
    return messages.map((message) => finding(message.path[0] ?? 'name', formatMessage(message, pkg, { color: false }) ?? message.code));
  } catch (error) {
    return [finding('name', `cannot be packed: ${String(error).split('\n').slice(0, 3).join(' | ')}`)];
  }
}

/** Packs with pnpm, which writes real ranges where the manifest says `catalog:` and `workspace:`. */
function pack(directory: string, tarball: string): string {
  // Scripts that pnpm starts know where it is; without it npx fetches it.
  const [command, ...args] = process.env['npm_execpath']?.includes('pnpm') ? [process.env['npm_execpath']] : ['npx', '-y', 'pnpm@12'];
  execFileSync(command, [...args, 'pack', '--silent', '--out', tarball], { cwd: directory, stdio: ['ignore', 'ignore', 'pipe'] });
  return tarball;
}
