import { sanitizeLine, type ChangeReview, type Finding } from '@artemis/core';
import { plural } from '../render/amounts.ts';
import { line, warning, type Line, type Tone } from '../terminal/line.ts';
import type { Base } from './choose-base.ts';
import type { ReadChange } from './read-change.ts';

/** A review with what it was about. */
export interface Reviewed {
  readonly review: ChangeReview;
  readonly change: ReadChange;
  readonly base: Base;
}

const tones: Readonly<Record<Finding['severity'], Tone>> = { blocking: 'bad', warning: 'warning', note: 'plain' };

/** The findings for people: a line each, the worst first, and at last what they amount to. */
export function renderReview({ review: { value }, change, base }: Reviewed): readonly Line[] {
  const ok = value.status === 'approved';
  const against = `against ${sanitizeLine(base.name, 100)} (${base.id.slice(0, 9)})`;
  if (change.changes.length === 0) return [line(`Nothing to review ${against}.`)];
  return [
    line(`${plural(change.changes.length, 'changed file')} ${against}`, 'faint'),
    ...value.findings.flatMap(renderFinding),
    line(`${ok ? 'ok approved' : `x ${value.status.replace('-', ' ')}`}: ${sanitizeLine(value.summary, 600)}`, ok ? 'good' : 'bad'),
  ];
}

function renderFinding({ path, line: at, severity, message, rule, suggestion }: Finding): readonly Line[] {
  const by = rule === undefined ? '' : ` [${rule}]`;
  return [
    line(`${sanitizeLine(path, 300)}:${at}  ${severity}  ${sanitizeLine(message, 500)}${by}`, tones[severity]),
    ...(suggestion === undefined ? [] : suggestion.split('\n').map((text) => line(`    + ${text}`, 'faint'))),
  ];
}

/** What the reader must know beside the findings: who stood in for whom, and what was not looked at. */
export const renderRemarks = ({ review: { degraded }, change: { leftOut } }: Reviewed): readonly Line[] => [
  ...(degraded
    ? [
        warning(
          `${sanitizeLine(degraded.fallback)} reviewed instead of ${sanitizeLine(degraded.from)}: ${sanitizeLine(degraded.reason, 300)}`,
        ),
      ]
    : []),
  ...[...Map.groupBy(leftOut, ({ reason }) => reason)].map(([reason, files]) =>
    warning(
      `Not looked at (${reason}): ${files
        .slice(0, 3)
        .map(({ path }) => sanitizeLine(path, 100))
        .join(', ')}${files.length > 3 ? ` and ${plural(files.length - 3, 'other')}` : ''}`,
    ),
  ),
];
