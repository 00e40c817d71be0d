import type { Statement } from 'oxc-parser';
import { packageFolders } from '../areas.ts';
import type { Check } from '../check.ts';
import type { Finding } from '../finding.ts';
import { resolveRelative } from '../module-path.ts';
import type { Repository } from '../repository.ts';
import type { SourceFile } from '../source-file.ts';

/** Every symbol a package exports has a documentation comment where it is declared, and `index.ts` names each. */
export const exportedDocs: Check = {
  name: 'exported-docs',
  run: (repository) =>
    packageFolders(repository)
      .filter((folder) => folder.group === 'packages')
      .flatMap((folder) => [`${folder.path}/src/index.ts`, `${folder.path}/src/testing/index.ts`])
      .filter((entry) => repository.has(entry))
      .flatMap((entry) => entryFindings(repository, repository.parse(entry))),
};

function entryFindings(repository: Repository, entry: SourceFile): Finding[] {
  return entry.program.body.flatMap((statement) => {
    const line = entry.lineAt(statement.start);
    if (statement.type === 'ExportAllDeclaration' && !statement.exported) {
      return [{ path: entry.path, line, rule: 'exported-docs', message: 'export * hides what is public; name each symbol' }];
    }
    if (statement.type !== 'ExportNamedDeclaration')
      return statement.type === 'ExportDefaultDeclaration' ? declarationFindings(entry, statement) : [];
    if (statement.declaration) return declarationFindings(entry, statement);
    const source = statement.source ? resolveRelative(entry.path, statement.source.value) : entry.path;
    return statement.specifiers.flatMap(({ local }) => symbolFindings(repository, source, nameOf(local)));
  });
}

/** A symbol of a file: found there, or followed to where it comes from. What comes from another package is not ours to document. */
function symbolFindings(repository: Repository, path: string | undefined, name: string): Finding[] {
  if (path === undefined || !repository.has(path)) return [];
  const file = repository.parse(path);
  const statement = file.program.body.find((candidate) => declares(candidate, name));
  if (statement) return declarationFindings(file, statement, name);
  const origin = originOf(file, name);
  return origin ? symbolFindings(repository, origin.path, origin.name) : [];
}

/** Where a name of a file comes from: an import, or an export of something under another name. */
function originOf(file: SourceFile, name: string): { readonly path: string | undefined; readonly name: string } | undefined {
  for (const statement of file.program.body) {
    if (statement.type === 'ImportDeclaration') {
      const specifier = statement.specifiers.find(({ local }) => local.name === name);
      if (specifier?.type === 'ImportSpecifier') {
        return { path: resolveRelative(file.path, statement.source.value), name: nameOf(specifier.imported) };
      }
    }
    if (statement.type === 'ExportNamedDeclaration') {
      const local = nameOf(statement.specifiers.find(({ exported }) => nameOf(exported) === name)?.local);
      if (statement.source && local !== '') return { path: resolveRelative(file.path, statement.source.value), name: local };
      if (local !== '' && local !== name) return { path: file.path, name: local };
    }
  }
  return undefined;
}

function declarationFindings(file: SourceFile, statement: Statement, name = 'default'): Finding[] {
  const isDeclaration = statement.type === 'ExportDefaultDeclaration' || declaredNames(statement).length > 0;
  if (!isDeclaration || hasDocs(file, statement.start)) return [];
  const shown = name === 'default' ? (declaredNames(statement)[0] ?? name) : name;
  return [
    { path: file.path, line: file.lineAt(statement.start), rule: 'exported-docs', message: `${shown} is public and has no /** */ comment` },
  ];
}

/** Whether a documentation comment ends right above the offset. */
function hasDocs(file: SourceFile, offset: number): boolean {
  return file.comments.some(
    ({ type, value, end }) => type === 'Block' && value.startsWith('*') && end <= offset && file.text.slice(end, offset).trim() === '',
  );
}

function declares(statement: Statement, name: string): boolean {
  return name === 'default' ? statement.type === 'ExportDefaultDeclaration' : declaredNames(statement).includes(name);
}

/** Names a statement declares, exported or not. Overloads repeat the name; the first one carries the comment. */
function declaredNames(statement: Statement): string[] {
  const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
  switch (declaration?.type) {
    case 'VariableDeclaration':
      return declaration.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? [id.name] : []));
    case 'FunctionDeclaration':
    case 'TSDeclareFunction':
    case 'ClassDeclaration':
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
      return declaration.id ? [declaration.id.name] : [];
    default:
      return [];
  }
}

function nameOf(node: { readonly type: string } | undefined): string {
  const named = node as { readonly name?: string; readonly value?: string } | undefined;
  return named?.name ?? named?.value ?? '';
}
