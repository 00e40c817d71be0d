import { Visitor, type Expression } from 'oxc-parser';
import { sourcesOf } from '../areas.ts';
import type { Check } from '../check.ts';
import type { Finding } from '../finding.ts';
import type { SourceFile } from '../source-file.ts';

/** What reads time, chance or the world behind the back of a port: called, or handed on if it has a dot. */
const forbidden: ReadonlyMap<string, string> = new Map([
  ['Date.now', 'clock'],
  ['performance.now', 'clock'],
  ['process.hrtime', 'clock'],
  ['setTimeout', 'clock'],
  ['setInterval', 'clock'],
  ['setImmediate', 'clock'],
  ['AbortSignal.timeout', 'clock'],
  ['Math.random', 'random'],
  ['crypto.randomUUID', 'random'],
  ['crypto.getRandomValues', 'random'],
  ['randomUUID', 'random'],
  ['randomBytes', 'random'],
  ['fetch', 'network'],
]);

/** Rooms that own the effects: the ports themselves, and the test tools. */
const exemptRooms = ['packages/core/src/ports/', 'packages/core/src/testing/'];

/** Core takes time, chance and the network from its ports, so that tests own them. */
export const directEffects: Check = {
  name: 'direct-effects',
  run: (repository) =>
    sourcesOf(repository, 'packages/core')
      .filter((file) => !exemptRooms.some((room) => file.path.startsWith(room)))
      .flatMap(effectsIn),
};

function effectsIn(file: SourceFile): Finding[] {
  const found: Finding[] = [];
  const report = (offset: number, what: string, port: string): void => {
    const message = `${what} bypasses the ${port} port`;
    found.push({ path: file.path, line: file.lineAt(offset), rule: 'direct-effects', message });
  };
  new Visitor({
    CallExpression({ callee, start }) {
      const port = callee.type === 'Identifier' ? forbidden.get(callee.name) : undefined;
      if (port) report(start, dottedName(callee), port);
    },
    MemberExpression(node) {
      const port = forbidden.get(dottedName(node));
      if (port) report(node.start, dottedName(node), port);
    },
    NewExpression(node) {
      if (dottedName(node.callee) === 'Date' && node.arguments.length === 0) report(node.start, 'new Date()', 'clock');
    },
  }).visit(file.program);
  return found;
}

/** `a.b.c` for plain names and member accesses, otherwise an empty string. A leading `globalThis.` is dropped. */
function dottedName(node: Expression): string {
  if (node.type === 'Identifier') return node.name;
  if (node.type !== 'MemberExpression' || node.computed || node.property.type !== 'Identifier') return '';
  const owner = dottedName(node.object);
  if (owner === '') return '';
  return owner === 'globalThis' ? node.property.name : `${owner}.${node.property.name}`;
}
