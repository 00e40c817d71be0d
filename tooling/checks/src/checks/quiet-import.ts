import type { Expression, Statement } from 'oxc-parser';
import { packageFolders, sourcesOf } from '../areas.ts';
import type { Check } from '../check.ts';
import type { SourceFile } from '../source-file.ts';

/** Importing a file of a package does nothing: no statement at the top of a module runs for its effect. */
export const quietImport: Check = {
  name: 'quiet-import',
  run: (repository) =>
    packageFolders(repository)
      .filter((folder) => folder.group === 'packages')
      .flatMap((folder) => sourcesOf(repository, folder.path))
      .flatMap((file) =>
        file.program.body
          .filter((statement) => isEffect(statement, file))
          .map((statement) => ({
            path: file.path,
            line: file.lineAt(statement.start),
            rule: 'quiet-import',
            message: 'runs when the file is imported; move it into a function',
          })),
      ),
};

/** Declarations make something; every other statement only has an effect. `import './x.ts'` loads for the effect too. */
function isEffect(statement: Statement, file: SourceFile): boolean {
  switch (statement.type) {
    case 'ImportDeclaration':
      return statement.importKind !== 'type' && statement.specifiers.length === 0;
    case 'ExpressionStatement':
      return !fillsOwnConstant(statement.expression, file);
    default:
      return /^(If|For|While|DoWhile|Try|Block|Throw|Switch|Labeled).*Statement$/.test(statement.type);
  }
}

/** `table[0] = 1` on a constant of the same file only finishes its declaration. */
function fillsOwnConstant(expression: Expression, file: SourceFile): boolean {
  if (expression.type !== 'AssignmentExpression' || expression.left.type !== 'MemberExpression') return false;
  const { object } = expression.left;
  return object.type === 'Identifier' && file.program.body.some((statement) => declares(statement, object.name));
}

function declares(statement: Statement, name: string): boolean {
  if (statement.type !== 'VariableDeclaration') return false;
  return statement.declarations.some(({ id }) => id.type === 'Identifier' && id.name === name);
}
