import { Visitor } from 'oxc-parser';
import { sourcesOf } from '../areas.ts';
import type { Check } from '../check.ts';
import type { Finding } from '../finding.ts';
import { capabilityNames } from '../house.ts';
import type { SourceFile } from '../source-file.ts';

/** The room that chooses who serves treats all capabilities alike, so it names none. */
export const componentNamesNoCapability: Check = {
  name: 'component-names-no-capability',
  run: (repository) =>
    sourcesOf(repository, 'packages/core')
      .filter((file) => file.path.startsWith('packages/core/src/component/'))
      .flatMap(namedCapabilities),
};

function namedCapabilities(file: SourceFile): Finding[] {
  const found: Finding[] = [];
  new Visitor({
    Literal(node) {
      if (typeof node.value !== 'string' || !capabilityNames.includes(node.value)) return;
      const message = `component/ names the capability "${node.value}"`;
      found.push({ path: file.path, line: file.lineAt(node.start), rule: 'component-names-no-capability', message });
    },
  }).visit(file.program);
  return found;
}
