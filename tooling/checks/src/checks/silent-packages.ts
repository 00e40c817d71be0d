import { Visitor, type MemberExpression } from 'oxc-parser';
import { packageFolders, sourcesOf } from '../areas.ts';
import type { Check } from '../check.ts';
import type { Finding } from '../finding.ts';
import type { SourceFile } from '../source-file.ts';

/** What only an app may touch: the process belongs to whoever started it. */
const processParts = ['exit', 'exitCode', 'argv', 'stdout', 'stderr', 'stdin', 'abort', 'chdir'];

/** Packages neither print, nor exit, nor read the command line. Only apps do. */
export const silentPackages: Check = {
  name: 'silent-packages',
  run: (repository) =>
    packageFolders(repository)
      .filter((folder) => folder.group === 'packages')
      .flatMap((folder) => sourcesOf(repository, folder.path))
      .flatMap(uses),
};

function uses(file: SourceFile): Finding[] {
  const found: Finding[] = [];
  const look = (node: MemberExpression): void => {
    if (node.object.type !== 'Identifier' || node.property.type !== 'Identifier') return;
    const name = `${node.object.name}.${node.property.name}`;
    if (node.object.name !== 'console' && !(node.object.name === 'process' && processParts.includes(node.property.name))) return;
    const message = `${name} belongs to apps; take a Logger or return a value`;
    found.push({ path: file.path, line: file.lineAt(node.start), rule: 'silent-packages', message });
  };
  new Visitor({ MemberExpression: look }).visit(file.program);
  return found;
}
