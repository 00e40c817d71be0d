/**
 * Source of a reporter for `node --test`: one JSON line for each test, with its file and its full name. It is plain JavaScript and
 * is written beside the report, because the Node.js that runs a project's tests need not be the one that runs Artemis.
 */
export const nodeReporterSource = `export default async function* report(source) {
  const names = [];
  for await (const { type, data } of source) {
    if (type === 'test:start') names[data.nesting] = data.name;
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const file = data.file ?? '';
    const failed = type === 'test:fail' && data.todo === undefined;
    const path = names.slice(0, data.nesting).concat(data.name);
    const wholeFile = data.nesting === 0 && (data.name === file || file.endsWith('/' + data.name) || data.name.startsWith('/'));
    if (wholeFile && !failed) continue;
    if (data.details?.type === 'suite' && !(failed && data.details.error?.failureType !== 'subtestsFailed')) continue;
    const skipped = data.skip !== undefined || data.todo !== undefined;
    const record = { name: path.join(' > '), file, status: failed ? 'failed' : skipped ? 'skipped' : 'passed', notLoaded: wholeFile || undefined };
    yield JSON.stringify(record) + '\\n';
  }
  yield '{"end":true}\\n';
}
`;
