import { ArtemisError } from '@artemis/core';
import type { Settings } from '../config/settings.ts';
import type { GlobalOptions } from '../global-options.ts';

/**
 * Refuses a demand that this run could not meet, before anything is paid for it.
 *
 * @throws ArtemisError `ARTEMIS_E_USAGE`.
 */
export function checkRequiredReview({ run }: GlobalOptions, { flags, minimal }: Settings): void {
  if (!run.requireReview || flags.enableReview) return;
  const reason = minimal ? 'minimal mode reviews nothing' : 'the review is switched off';
  throw new ArtemisError('ARTEMIS_E_USAGE', `--require-review cannot be met: ${reason}.`, {
    hint: 'Choose another profile, switch the review on, or leave --require-review out.',
  });
}
