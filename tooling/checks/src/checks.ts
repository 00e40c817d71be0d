import type { Check } from './check.ts';
import { catalog } from './checks/catalog.ts';
import { componentNamesNoCapability } from './checks/component-names-no-capability.ts';
import { coreBudget } from './checks/core-budget.ts';
import { coreNamesNoPlugin } from './checks/core-names-no-plugin.ts';
import { declaredDependencies } from './checks/declared-dependencies.ts';
import { dependencyReasons } from './checks/dependency-reasons.ts';
import { directEffects } from './checks/direct-effects.ts';
import { documentedSnippets } from './checks/documented-snippets.ts';
import { errorCodes } from './checks/error-codes.ts';
import { exportedDocs } from './checks/exported-docs.ts';
import { fileSize } from './checks/file-size.ts';
import { functionSize } from './checks/function-size.ts';
import { generatedDocs } from './checks/generated-docs.ts';
import { honestTests } from './checks/honest-tests.ts';
import { lazyDependencies } from './checks/lazy-dependencies.ts';
import { machinePaths } from './checks/machine-paths.ts';
import { naming } from './checks/naming.ts';
import { packageImports } from './checks/package-imports.ts';
import { packageShape } from './checks/package-shape.ts';
import { plainErrors } from './checks/plain-errors.ts';
import { quietImport } from './checks/quiet-import.ts';
import { roomImports } from './checks/room-imports.ts';
import { silentPackages } from './checks/silent-packages.ts';
import { syntax } from './checks/syntax.ts';
import { typeRooms } from './checks/type-rooms.ts';
import { oxfmt } from './tools/oxfmt.ts';
import { oxlint } from './tools/oxlint.ts';
import { packedPackages } from './tools/packed-packages.ts';
import { typescript } from './tools/typescript.ts';

/** Development tools as checks. The compiler comes first: the others need the declarations it writes. */
export const toolChecks: readonly Check[] = [typescript, oxlint, oxfmt, packedPackages];

/** Every check that reads the files of the repository and needs nothing else. */
export const checks: readonly Check[] = [
  syntax,
  packageImports,
  coreNamesNoPlugin,
  roomImports,
  typeRooms,
  componentNamesNoCapability,
  directEffects,
  lazyDependencies,
  quietImport,
  silentPackages,
  plainErrors,
  errorCodes,
  generatedDocs,
  exportedDocs,
  naming,
  fileSize,
  functionSize,
  honestTests,
  packageShape,
  catalog,
  coreBudget,
  declaredDependencies,
  dependencyReasons,
  documentedSnippets,
  machinePaths,
];
