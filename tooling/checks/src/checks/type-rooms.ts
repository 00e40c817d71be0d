import type { Statement } from 'oxc-parser';
import { sourcesOf } from '../areas.ts';
import type { Check } from '../check.ts';
import { roomsOfTypes } from '../house.ts';

/** The rooms that only declare types contain nothing that runs. */
export const typeRooms: Check = {
  name: 'type-rooms',
  run: (repository) =>
    sourcesOf(repository, 'packages/core')
      .filter((file) => roomsOfTypes.some((room) => file.path.startsWith(`packages/core/src/${room}/`)))
      .flatMap((file) =>
        file.program.body
          .filter((statement) => !isTypeOnly(statement))
          .map((statement) => ({
            path: file.path,
            line: file.lineAt(statement.start),
            rule: 'type-rooms',
            message: 'a runtime statement in a room of types',
          })),
      ),
};

function isTypeOnly(statement: Statement): boolean {
  switch (statement.type) {
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
      return true;
    case 'ImportDeclaration':
      return statement.importKind === 'type';
    case 'ExportAllDeclaration':
    case 'ExportNamedDeclaration':
      return statement.exportKind === 'type';
    default:
      return false;
  }
}
