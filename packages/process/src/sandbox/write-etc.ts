import type { ProcessFileSystem } from '../disk/process-file-system.ts';

/** What programs ask of `/etc`: who they are, and how names are resolved. Nothing of the real machine is in it. */
const files: Readonly<Record<string, string>> = {
  passwd: 'root:x:0:0:root:/root:/bin/sh\nartemis:x:1000:1000:artemis:/tmp/home:/bin/sh\n',
  group: 'root:x:0:\nartemis:x:1000:\n',
  hosts: '127.0.0.1 localhost artemis\n::1 localhost\n',
  'nsswitch.conf': 'passwd: files\ngroup: files\nhosts: files dns\n',
};

/** Names of the files that {@link writeEtc} writes. */
export const etcNames: readonly string[] = Object.keys(files);

/** Writes the files of `Room.etcDir` into a folder that is there. */
export async function writeEtc(fs: Pick<ProcessFileSystem, 'writeFile'>, dir: string): Promise<void> {
  for (const [name, text] of Object.entries(files)) await fs.writeFile(`${dir}/${name}`, text, { mode: 0o644 });
}
