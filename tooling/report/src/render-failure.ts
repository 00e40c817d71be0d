/** The parts of a failure that are shown. */
export interface Failure {
  readonly name?: string;
  readonly message: string;
  readonly diff?: string;
  readonly stacks?: readonly { readonly file: string; readonly line: number; readonly column: number }[];
}

/** A failure as indented plain lines: what, the difference, and where. */
export function renderFailure(failure: Failure, root: string): string {
  const places = (failure.stacks ?? []).map(({ file, line, column }) => `at ${file.replace(`${root}/`, '')}:${line}:${column}`);
  const lines = [`${failure.name ?? 'Error'}: ${failure.message}`, failure.diff ?? '', ...places].flatMap((part) => part.split('\n'));
  return lines
    .filter((line) => line.trim() !== '')
    .map((line) => `    ${line}`)
    .join('\n');
}
