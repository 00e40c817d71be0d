import type { Check } from './check.ts';
import { componentNamesNoCapability } from './checks/component-names-no-capability.ts';
import { coreNamesNoPlugin } from './checks/core-names-no-plugin.ts';
import { directEffects } from './checks/direct-effects.ts';
import { fileSize } from './checks/file-size.ts';
import { functionSize } from './checks/function-size.ts';
import { packageImports } from './checks/package-imports.ts';
import { plainErrors } from './checks/plain-errors.ts';
import { quietImport } from './checks/quiet-import.ts';
import { roomImports } from './checks/room-imports.ts';
import { silentPackages } from './checks/silent-packages.ts';
import { syntax } from './checks/syntax.ts';
import { typeRoomsCheck } from './checks/type-rooms.ts';
import { oxfmt } from './tools/oxfmt.ts';
import { oxlint } from './tools/oxlint.ts';
import { typescript } from './tools/typescript.ts';

/** Development tools as checks. They look at the work tree themselves. */
export const toolChecks: readonly Check[] = [oxlint, oxfmt, typescript];

/** Every check that reads the files of the repository and needs nothing else. */
export const checks: readonly Check[] = [
  syntax,
  packageImports,
  coreNamesNoPlugin,
  roomImports,
  typeRoomsCheck,
  componentNamesNoCapability,
  directEffects,
  plainErrors,
  quietImport,
  silentPackages,
  fileSize,
  functionSize,
];
