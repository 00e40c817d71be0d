import { sanitizeLine, type Finding, type StampedEvent } from '@artemis/core';
import { line, type Line } from '../terminal/line.ts';

/** Whether this process runs as a step of GitHub Actions, which reads commands out of what is printed. */
export const isGitHub = (env: Readonly<Record<string, string | undefined>>): boolean => env['GITHUB_ACTIONS'] === 'true';

/** Turns a run into GitHub's groups, one for each attempt, and into annotations for what went wrong. */
export class GitHubLog {
  #open = false;

  /** Commands that belong before what is printed of an event. */
  before(event: StampedEvent): readonly Line[] {
    const opens = event.type === 'stage.started' && event.stage === 'develop';
    if (!opens && event.type !== 'run.completed' && event.type !== 'run.failed') return [];
    const closing = this.#open ? [line('::endgroup::')] : [];
    this.#open = opens;
    return opens ? [...closing, line(`::group::Attempt ${event.attempt}`)] : closing;
  }

  /** Commands that belong after it. */
  after(event: StampedEvent): readonly Line[] {
    switch (event.type) {
      case 'gate.completed':
        return event.report.status === 'failed' ? failedTests(event.report.tests ?? []) : [];
      case 'review.completed':
        return annotations(event.report.findings);
      case 'run.completed':
      case 'run.failed':
        return resultOf(event);
      default:
        return [];
    }
  }

  /** A line that GitHub shows and does not obey. */
  static harmless({ tone, text }: Line): Line {
    return { tone, text: text.replace(/^(\s*):(?=:)/, '$1: ').replaceAll('##[', '# #[') };
  }
}

/** Findings as annotations, which GitHub shows beside the lines they are about. */
export const annotations = (findings: readonly Finding[]): readonly Line[] =>
  findings.map(({ path, line: at, severity, message }) => command(levels[severity], { file: path, line: String(at) }, message));

const levels = { blocking: 'error', warning: 'warning', note: 'notice' } as const;
const mostAnnotations = 10;

const failedTests = (tests: readonly { readonly name: string; readonly status: string; readonly file?: string }[]): readonly Line[] =>
  tests
    .filter(({ status }) => status === 'failed')
    .slice(0, mostAnnotations)
    .map(({ name, file }) => command('error', { ...(file !== undefined && { file }), title: 'Test failed' }, name));

function resultOf({ result }: Extract<StampedEvent, { readonly type: 'run.completed' | 'run.failed' }>): readonly Line[] {
  const { error, status, build } = result;
  if (error) return [command('error', { title: error.code }, `${error.message} ${error.hint}`)];
  if (status === 'failed') return [command('error', { title: 'Artemis: not accepted' }, build?.summary ?? 'The work was not accepted.')];
  return [];
}

function command(name: string, properties: Readonly<Record<string, string>>, message: string): Line {
  const written = Object.entries(properties).map(
    ([key, value]) => `${key}=${escape(sanitizeLine(value, 200)).replaceAll(':', '%3A').replaceAll(',', '%2C')}`,
  );
  return line(`::${name} ${written.join(',')}::${escape(sanitizeLine(message, 500))}`);
}

const escape = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
