/** Name of the one test that a file without tests is. */
export const wholeFileName = 'the file as a whole';

/**
 * Source of a reporter for `node --test`: one JSON line for each test, with its file and its full name. It is plain JavaScript and
 * is written beside the report, because the Node.js that runs a project's tests need not be the one that runs Artemis.
 *
 * A file without tests is one test as a whole: plain assertions are tests too. That it cannot be loaded is told from an assertion
 * that failed by what it writes.
 */
export const nodeReporterSource = `export default async function* report(source) {
  const names = [];
  const errors = new Map();
  for await (const { type, data } of source) {
    if (type === 'test:start') names[data.nesting] = data.name;
    if (type === 'test:stderr') errors.set(data.file, (errors.get(data.file) ?? '') + data.message);
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const file = data.file ?? '';
    const failed = type === 'test:fail' && data.todo === undefined;
    if (data.details?.type === 'suite' && !(failed && data.details.error?.failureType !== 'subtestsFailed')) continue;
    const skipped = data.skip !== undefined || data.todo !== undefined;
    const status = failed ? 'failed' : skipped ? 'skipped' : 'passed';
    const wholeFile = data.nesting === 0 && (data.name === file || file.endsWith('/' + data.name) || data.name.startsWith('/'));
    const path = names.slice(0, data.nesting).concat(data.name);
    const asserted = wholeFile && /ERR_ASSERTION/.test(errors.get(file) ?? '');
    const record = { name: wholeFile ? '${wholeFileName}' : path.join(' > '), file, status };
    if (wholeFile && failed && !asserted) record.notLoaded = true;
    yield JSON.stringify(record) + '\\n';
  }
  yield '{"end":true}\\n';
}
`;
