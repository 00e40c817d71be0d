import type { AppliedChange, Finding, Reviewer } from '@artemis/core';
import { holdsSecret, secretMessage } from './find-secret-lines.ts';

/** Findings that are listed. */
const mostFindings = 100;

/** Looks for secrets alone, and without comparing texts: what is left when the rules themselves are at fault. */
export const secretReviewer: Reviewer = {
  review: async ({ changes }, call) => {
    call.signal.throwIfAborted();
    const findings = changes.flatMap(secretsIn).slice(0, mostFindings);
    return {
      status: findings.length > 0 ? 'changes-requested' : 'approved',
      findings,
      summary: `Only secrets were looked for, and ${findings.length === 0 ? 'none was' : `${findings.length} were`} found; nobody has read the change.`,
    };
  },
};

function secretsIn({ path, before, after }: AppliedChange): readonly Finding[] {
  const known = new Set(before?.split('\n'));
  return (after?.split('\n') ?? []).flatMap((text, index) =>
    known.has(text) || !holdsSecret(text)
      ? []
      : [{ path, line: index + 1, severity: 'blocking' as const, message: secretMessage, rule: 'secret' }],
  );
}
