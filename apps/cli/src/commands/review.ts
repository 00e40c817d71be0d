import { ArtemisError, exitCodes } from '@artemis/core';
import { openReviewer } from '../compose/open-reviewer.ts';
import { loadSettings } from '../config/settings.ts';
import { annotations, GitHubLog, isGitHub } from '../github/github-log.ts';
import type { Invocation } from '../invocation.ts';
import { configuredModels } from '../models/configured-models.ts';
import { plural } from '../render/amounts.ts';
import { untilSignal } from '../process/until-signal.ts';
import { chooseBase } from '../review/choose-base.ts';
import { findRepository } from '../review/find-repository.ts';
import { readChange } from '../review/read-change.ts';
import { ReadOnlyGit } from '../review/read-only-git.ts';
import { renderRemarks, renderReview, type Reviewed } from '../review/render-review.ts';
import { reviewDocument } from '../review/review-document.ts';
import { line, warning, type Line } from '../terminal/line.ts';

/** `artemis review`: reads what has changed in a git repository. Ends with 1 when something blocks. */
export function review(invocation: Invocation): Promise<number> {
  return untilSignal(async (signal) => {
    const { options, env, folders, terminal } = invocation;
    const { cwd } = options;
    const repository = await findRepository(cwd);
    const git = await ReadOnlyGit.open(repository, env);
    const base = await chooseBase(git, options.review.base, env['GITHUB_BASE_REF']);
    const change = await readChange({ git, root: repository.root, base: base.id, signal });
    if (change.changes.length + change.leftOut.length === 0 && !base.isChosen) throw nothingToCompare();
    const settings = await loadSettings({ options, env, folders, projectDir: cwd });
    terminal.err.print(...settings.warnings.map(warning));
    const models = options.switches.has('rules') ? [] : configuredModels({ named: options.models, env, ...settings.models });
    const [model] = models;
    // A model may think for a minute.
    if (model && !options.quiet)
      terminal.err.print(line(`${plural(change.changes.length, 'changed file')}; asking ${model.model}`, 'faint'));
    const artemis = await openReviewer(invocation, settings, models);
    try {
      const withChecks = options.switches.has('checks');
      const { limits } = settings;
      const done = await artemis.review({ projectDir: repository.root, changes: change.changes, limits, withChecks }, { signal });
      await print(invocation, { review: done, change, base });
      return exitCodeOf({ review: done, change, base }, settings.strict);
    } finally {
      await artemis.close();
    }
  });
}

async function print({ terminal, options, env }: Invocation, reviewed: Reviewed): Promise<void> {
  const format = options.review.format ?? (options.json ? 'json' : 'text');
  const onGitHub = isGitHub(env);
  const safe = (lines: readonly Line[]): readonly Line[] => (onGitHub ? lines.map((one) => GitHubLog.harmless(one)) : lines);
  if (format === 'json') terminal.out.prettyJson(reviewDocument(reviewed));
  else if (format === 'sarif') terminal.out.prettyJson((await import('@artemis/review')).toSarif(reviewed.review.value));
  else terminal.out.print(...safe(renderReview(reviewed)));
  terminal.err.print(...safe(renderRemarks(reviewed)));
  if (onGitHub) terminal.err.print(...annotations(reviewed.review.value.findings));
}

/** What was not looked at, or not by whom it should have been, is not good enough under `--strict`. */
function exitCodeOf({ review: { value, degraded }, change }: Reviewed, strict: boolean): number {
  if (value.status !== 'approved') return exitCodes.notAccepted;
  return strict && (degraded !== undefined || change.leftOut.length > 0) ? exitCodes.strict : exitCodes.done;
}

/** To approve nothing would look like approving something. */
const nothingToCompare = (): ArtemisError =>
  new ArtemisError('ARTEMIS_E_USAGE', 'Nothing has changed since the last commit, and no default branch is known to compare with.', {
    hint: 'Say what to compare with: artemis review --base <branch, tag or commit>',
  });
