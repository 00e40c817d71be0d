import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const isInstalled = (program: string): boolean =>
  (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });

/** Whether some of these programs are not on the path of this machine. */
export const missing = (...programs: readonly string[]): boolean => !programs.every(isInstalled);
