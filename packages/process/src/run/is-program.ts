import type { ProcessFileSystem } from '../disk/process-file-system.ts';

const mayRun = 1;

/** Whether a path is a file that this user may run. */
export async function isProgram(fs: Pick<ProcessFileSystem, 'access' | 'stat'>, file: string): Promise<boolean> {
  try {
    await fs.access(file, mayRun);
    return (await fs.stat(file)).isFile();
  } catch {
    return false;
  }
}
