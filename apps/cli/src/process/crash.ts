import { join } from 'node:path';
import { ArtemisError, describeFailure, exitCodes } from '@artemis/core';
import { renderFailure } from '../render/render-failure.ts';
import { renderStack } from '../render/render-stack.ts';
import type { Invocation } from '../invocation.ts';
import { writeCrashReport } from './crash-report.ts';
import { endNow } from './last-words.ts';

type Crashing = Pick<Invocation, 'terminal' | 'command' | 'options' | 'folders' | 'version'>;

/** An error nobody caught: Artemis does not go on in a state nobody knows. The run's journal is on the disk already. */
export function endOnCrash({ terminal, command, options, folders, version }: Crashing): void {
  const crash = (cause: unknown): void => {
    const redact = (text: string): string => terminal.err.redacted(text);
    const report = writeCrashReport(join(folders.state, 'crashes'), { cause, version, at: new Date().toISOString(), redact });
    const error = new ArtemisError('ARTEMIS_E_INTERNAL', `Something failed that nobody expected: ${describeFailure(cause)}`, {
      hint: [
        'What was done is saved. Go on with: artemis resume',
        report === null ? 'Run again with -v to see where it happened.' : `Where it happened: ${report}`,
      ].join('\n'),
      cause,
    });
    // The status line may be on the screen.
    if (terminal.live) terminal.err.write('\r\u001b[2K');
    terminal.err.print(...renderFailure(error, command));
    if (options.verbose) terminal.err.print(...renderStack(cause));
    endNow(error, exitCodes.internal);
  };
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);
}
