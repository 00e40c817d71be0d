import { sanitizeLine, type ChangedFile, type RunEvent, type StampedEvent } from '@artemis/core';
import { good, line, warning, type Line } from '../terminal/line.ts';
import { brief } from './brief.ts';
import { count, duration, plural } from './amounts.ts';
import { renderGate } from './render-gate.ts';
import { by, renderChoice, renderEnd, renderStart } from './render-developer.ts';
import { renderSummary } from './render-summary.ts';

/** What a reader wants to see of events, and how commands are called. */
export interface RenderOptions {
  /** How hints call Artemis, such as `artemis`. */
  readonly command: string;
  readonly version: string;
  /** Where the first model is, such as `api.openai.com`; `null` where it is not known. */
  readonly host: string | null;
  /** Also what happens behind the scenes. */
  readonly verbose: boolean;
}

type EventOf<T extends RunEvent['type']> = Extract<StampedEvent, { readonly type: T }>;
type Renderers = { readonly [T in RunEvent['type']]?: (event: EventOf<T>, options: RenderOptions) => readonly Line[] };

const renderers: Renderers = {
  'run.started': ({ runId, model, resumed }, { version, host }) => {
    const served = model === null ? 'no model' : `model ${sanitizeLine(model)}${host === null ? '' : ` via ${host}`}`;
    return [line(`artemis ${version}  run ${runId}${resumed ? ' (resumed)' : ''}  ${served}`, 'strong')];
  },
  'run.completed': ({ result }, { command }) => renderSummary(result, command),
  'run.failed': ({ result }, { command }) => renderSummary(result, command),
  'plan.made': ({ plan: { steps, strategy } }, { verbose }) =>
    // A plan of one step is the task again.
    steps.length < 2 && !verbose
      ? []
      : ['', `Plan   ${sanitizeLine(strategy, 160)}`, ...steps.map(({ title }, index) => `  ${index + 1} ${sanitizeLine(title, 200)}`)].map(
          (text) => line(text),
        ),
  'stage.started': ({ stage, attempt }) => (stage === 'develop' ? [line(''), line(`> Attempt ${attempt}`, 'strong')] : []),
  'context.gathered': ({ items, titles }, { verbose }) => {
    if (items === 0) return [];
    return [
      line(`  context  ${plural(items, 'item')}`),
      ...(verbose ? titles.map((title) => line(`    ${sanitizeLine(title, 120)}`, 'faint')) : []),
    ];
  },
  'capability.served': ({ capability, servedBy, reason }, { verbose }) =>
    verbose
      ? [line(`  ${capability}  served by ${sanitizeLine(servedBy.name)} (${servedBy.rung}${reason ? `, ${reason}` : ''})`, 'faint')]
      : [],
  'component.degraded': ({ degradation: { component, from, fallback, reason } }) =>
    // A plugin that is missing has said so in an event of its own.
    component === from
      ? []
      : [
          warning(
            `${sanitizeLine(component)} degraded: ${sanitizeLine(from)} cannot serve (${brief(reason)}). ${sanitizeLine(fallback)} serves instead.`,
          ),
        ],
  'component.recovered': ({ component, servedBy }) => [
    good(`${sanitizeLine(component)} recovered: ${sanitizeLine(servedBy)} serves again.`),
  ],
  'circuit.changed': renderCircuit,
  'retry.scheduled': ({ component, attempt, maxAttempts, waitMs, reason }) => [
    // What a model has failed with was said the line before.
    line(
      `  ${sanitizeLine(component)}: attempt ${attempt} of ${maxAttempts} in ${duration(waitMs)}${component === 'llm' ? '' : ` (${brief(reason)})`}`,
      'faint',
    ),
  ],
  'model.hedged': ({ model, request, ...who }) => [
    line(`  ${by(who)}${sanitizeLine(model)} is slow to begin; asked a second time (request ${request})`, 'faint'),
  ],
  'model.recalled': ({ model }) => [warning(`no model answers; an earlier answer of ${sanitizeLine(model)} to the same question is used`)],
  'models.awaited': ({ waitMs }) => [warning(`no model answers; asked again in ${duration(waitMs)} (Ctrl-C saves the run)`)],
  'model.requested': ({ model, inputBytes, ...who }, { verbose }) =>
    verbose ? [line(`  ${by(who)}ask     ${sanitizeLine(model)}   ${count(inputBytes)} bytes`, 'faint')] : [],
  'model.answered': ({ model, durationMs, inputTokens, outputTokens, replayed, ...who }) => [
    line(
      `  ${by(who)}answer   ${sanitizeLine(model)}   ${count(inputTokens)} in, ${count(outputTokens)} out   ${replayed ? 'from the journal' : duration(durationMs)}`,
    ),
  ],
  'model.failed': ({ model, message, ...who }) => [line(`  ! ${by(who)}model ${sanitizeLine(model)}: ${brief(message)}`, 'warning')],
  'answer.repaired': ({ repair, reason, ...who }) => [
    line(`  ${by(who)}repair ${repair}: the answer does not fit (${sanitizeLine(reason, 160)}); asked again`, 'faint'),
  ],
  'developer.started': renderStart,
  'developer.ended': renderEnd,
  'developer.chosen': renderChoice,
  'tool.completed': renderTool,
  'file.changed': ({ file }) => [line(renderFile(file))],
  'file.refused': ({ path, code, reason }) => [
    line(`  ! refused  ${sanitizeLine(path, 120)}: ${sanitizeLine(reason, 200)} (${code})`, 'warning'),
  ],
  'gate.completed': ({ report }) => renderGate(report),
  'review.completed': ({ report }, { verbose }) => {
    const { status, summary, findings } = report;
    if (status === 'unreviewed' && !verbose) return [];
    const head = line(`  review   ${status}: ${sanitizeLine(summary, 200)}`, status === 'changes-requested' ? 'warning' : 'plain');
    return [
      head,
      ...findings.map(({ path, line: at, severity, message }) =>
        line(`    ${severity} ${sanitizeLine(path)}:${at} ${sanitizeLine(message, 200)}`),
      ),
    ];
  },
  'plugin.loaded': ({ plugin, capabilities }, { verbose }) =>
    verbose ? [line(`  plugin ${sanitizeLine(plugin)}: ${capabilities.join(', ')}`, 'faint')] : [],
  'plugin.refused': ({ plugin, reason }) => [warning(`plugin ${sanitizeLine(plugin)} is not used: ${sanitizeLine(reason, 300)}`)],
  'warning.raised': ({ message }) => [warning(sanitizeLine(message, 300))],
};

/** What an event looks like on a terminal. Events that only matter behind the scenes give no line. */
export function renderEvent(event: StampedEvent, options: RenderOptions): readonly Line[] {
  const render = renderers[event.type] as ((event: StampedEvent, options: RenderOptions) => readonly Line[]) | undefined;
  return render?.(event, options) ?? [];
}

/** A file as one line: `  create   src/limit.ts   +41`. */
export function renderFile({ path, change, addedLines, removedLines }: ChangedFile): string {
  const verb = { created: 'create', modified: 'edit', deleted: 'delete' }[change];
  const lines = [addedLines > 0 ? `+${addedLines}` : '', removedLines > 0 ? `-${removedLines}` : '']
    .filter((part) => part !== '')
    .join(' ');
  return `  ${verb.padEnd(7)}  ${sanitizeLine(path, 120)}   ${lines}`.trimEnd();
}

/** A tool call that worked is a word on what the model does; what it changes is said when it is written. */
function renderTool(
  { tool, input, ok, summary, durationMs, ...who }: EventOf<'tool.completed'>,
  { verbose }: RenderOptions,
): readonly Line[] {
  if (ok && tool === 'finish' && !verbose) return [];
  const words = `  ${by(who)}${sanitizeLine(tool, 40).padEnd(7)}  ${mainArgument(input)}`;
  if (!ok) return [line(`${words}   failed: ${sanitizeLine(summary, 160)}`, 'warning')];
  return [line(`${words}   ${sanitizeLine(summary, 100)}${durationMs < 100 ? '' : `   ${duration(durationMs)}`}`, 'faint')];
}

/** The argument that says most: the first text of the JSON, which may be cut. */
const mainArgument = (input: string): string => sanitizeLine(/^\{\s*"[^"]*"\s*:\s*"((?:[^"\\]|\\.)*)/.exec(input)?.[1] ?? '', 60);

function renderCircuit({ component, implementation, from, to, retryAfterMs, reason }: EventOf<'circuit.changed'>): readonly Line[] {
  const name = `circuit ${sanitizeLine(component)} ${sanitizeLine(implementation)}`;
  if (to === 'closed') return [good(`${name}: closed again`)];
  if (to === 'half-open') return [line(`  ${name}: half-open, one trial call`, 'faint')];
  // What a model has failed with was said the line before.
  const why = reason === null || component === 'llm' ? '' : ` (${brief(reason)})`;
  return [warning(`${name}: ${from} -> ${to}${why}${retryAfterMs === null ? '' : `; next try in ${duration(retryAfterMs)}`}`)];
}
