import type { Statement } from 'oxc-parser';
import { packageFolders, sourcesOf } from '../areas.ts';
import type { Check } from '../check.ts';

/** Importing a file of a package does nothing: no statement at the top of a module runs for its effect. */
export const quietImport: Check = {
  name: 'quiet-import',
  run: (repository) =>
    packageFolders(repository)
      .filter((folder) => folder.group === 'packages')
      .flatMap((folder) => sourcesOf(repository, folder.path))
      .flatMap((file) =>
        file.program.body.filter(isEffect).map((statement) => ({
          path: file.path,
          line: file.lineAt(statement.start),
          rule: 'quiet-import',
          message: 'runs when the file is imported; move it into a function',
        })),
      ),
};

/** Declarations make something; every other statement only has an effect. `import './x.ts'` loads for the effect too. */
function isEffect(statement: Statement): boolean {
  if (statement.type === 'ImportDeclaration') return statement.specifiers.length === 0 && statement.importKind !== 'type';
  return [
    'ExpressionStatement',
    'IfStatement',
    'ForStatement',
    'ForOfStatement',
    'WhileStatement',
    'TryStatement',
    'BlockStatement',
  ].includes(statement.type);
}
