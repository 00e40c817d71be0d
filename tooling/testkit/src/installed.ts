import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Whether a program is on the path of this machine. */
export const isInstalled = (program: string): boolean =>
  (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });

/** Programs of a list that are missing here. A test that needs one says so in one line and is left out. */
export function missing(programs: readonly string[], what: string): boolean {
  const absent = programs.filter((program) => !isInstalled(program));
  if (absent.length > 0) process.stdout.write(`left out: ${what}: not installed here: ${absent.join(', ')}\n`);
  return absent.length > 0;
}
