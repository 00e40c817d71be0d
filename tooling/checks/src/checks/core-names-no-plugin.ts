import { Visitor } from 'oxc-parser';
import { sourcesOf } from '../areas.ts';
import type { Check } from '../check.ts';
import type { Finding } from '../finding.ts';
import type { SourceFile } from '../source-file.ts';

/** Core names no package of the house but itself, not even in a string. */
export const coreNamesNoPlugin: Check = {
  name: 'core-names-no-plugin',
  run: (repository) => sourcesOf(repository, 'packages/core').flatMap(namedPackages),
};

function namedPackages(file: SourceFile): Finding[] {
  const found: Finding[] = [];
  const look = (text: string, offset: number): void => {
    for (const [name] of text.matchAll(/@artemis\/(?!core\b)[a-z][a-z-]*/g)) {
      found.push({ path: file.path, line: file.lineAt(offset), rule: 'core-names-no-plugin', message: `core names ${name}` });
    }
  };
  new Visitor({
    Literal: (node) => look(typeof node.value === 'string' ? node.value : '', node.start),
    TemplateElement: (node) => look(node.value.raw, node.start),
  }).visit(file.program);
  return found;
}
