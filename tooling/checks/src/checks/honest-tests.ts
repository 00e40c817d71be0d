import { Visitor, type CallExpression } from 'oxc-parser';
import { testFiles } from '../areas.ts';
import type { Check } from '../check.ts';
import type { Finding } from '../finding.ts';
import { namedFunctions } from '../named-functions.ts';
import type { SourceFile } from '../source-file.ts';
import { assertsIn } from '../test-assertions.ts';
import { testCallOf } from '../test-call.ts';

/** Tests run, all of them, and assert something; one that needs an absent server says so. */
export const honestTests: Check = {
  name: 'honest-tests',
  run: (repository) => testFiles(repository).flatMap(fileFindings),
};

function fileFindings(file: SourceFile): Finding[] {
  const found: Finding[] = [];
  const report = (offset: number, message: string): void => {
    found.push({ path: file.path, line: file.lineAt(offset), rule: 'honest-tests', message });
  };
  const own = namedFunctions(file);
  let tests = 0;
  new Visitor({
    CallExpression(node) {
      const call = testCallOf(node);
      if (mocksModule(node)) report(node.start, 'no module is mocked; inject a real small part');
      // A function of the file's own that happens to be called `test` declares nothing.
      if (!call || own.has(call.base)) return;
      if (call.kind === 'test') tests++;
      for (const name of call.modifiers.filter((modifier) => forbidden.has(modifier)))
        report(node.start, `${call.base}.${name} hides tests`);
      if (call.modifiers.some((modifier) => conditional.has(modifier)) && !saysWhy(file, node)) {
        report(node.start, 'a conditional test says why: "(needs …)" in its title, or a // comment on the line above');
      }
      if (call.kind === 'test' && !assertsIn(file, call.body)) report(node.start, 'asserts nothing');
    },
  }).visit(file.program);
  if (tests === 0 && file.errors.length === 0) report(0, 'holds no test');
  return found;
}

const forbidden: ReadonlySet<string> = new Set(['only', 'skip', 'todo', 'fails']);
const conditional: ReadonlySet<string> = new Set(['skipIf', 'runIf']);

function mocksModule({ callee }: CallExpression): boolean {
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier' || callee.object.name !== 'vi') return false;
  return callee.property.type === 'Identifier' && ['mock', 'doMock'].includes(callee.property.name);
}

function saysWhy(file: SourceFile, { start, arguments: [title] }: CallExpression): boolean {
  if (title && /\(needs [^)]+\)/.test(file.text.slice(title.start, title.end))) return true;
  const line = file.lineAt(start);
  return file.comments.some(({ type, value, end }) => type === 'Line' && value.trim().length > 10 && file.lineAt(end) === line - 1);
}
