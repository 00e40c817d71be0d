import { sanitizeLine } from '@artemis/core';

/** A reason on one line without its causes: those are in the journal, and with `-v`. */
export const brief = (reason: string): string => sanitizeLine(reason.split('.: ')[0] ?? '', 200).replace(/\.$/, '');
