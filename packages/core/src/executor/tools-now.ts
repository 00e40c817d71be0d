import type { AbsentTools, Tool, ToolList } from '../capability/mcp.ts';
import type { ArtemisError } from '../errors/artemis-error.ts';
import { RunBlockedError } from '../errors/run-blocked-error.ts';
import type { CallContext } from '../resilience/call-context.ts';
import { expectToolList } from './expect-tool-list.ts';
import type { Run } from './run.ts';

/**
 * The tools from outside that there are now. Whose tools should be there and are gone is put on record, and that they are back.
 *
 * @throws ArtemisError `ARTEMIS_E_TOOLS_MISSING` when those are not there that a run cannot do without.
 */
export async function toolsNow(run: Run, call: CallContext): Promise<readonly Tool[]> {
  const { tools, absent } = await listTools(run, call);
  recordAbsent(run, tools, absent.filter(isGone));
  const missing = absent.find(({ required, state }) => required && state === 'gone');
  if (missing) throw missingTools(missing);
  return tools;
}

/** Lets the tools of a run come up while its first stages are at work, and ends a run at once that cannot do without some. */
export async function callForTools(run: Run): Promise<void> {
  if (!run.components.isEnabled('mcp')) return;
  using deadline = run.deadline.child({ label: 'tools' });
  await toolsNow(run, deadline);
}

/** Work has been done without the tools that had not come up when it was over: that is put on record like those that were gone. */
export async function recordMissedTools(run: Run, call: CallContext): Promise<void> {
  const { tools, absent } = await listTools(run, call);
  recordAbsent(run, tools, absent);
}

const listTools = (run: Run, call: CallContext): Promise<ToolList> =>
  run.call('mcp', async (source, inner) => expectToolList(await source.tools(inner)), call);

const isGone = ({ state }: AbsentTools): boolean => state === 'gone';
const componentOf = (origin: string): string => `mcp.${origin}`;

function recordAbsent(run: Run, tools: readonly Tool[], absent: readonly AbsentTools[]): void {
  const since = new Date(run.clock.wallMs()).toISOString();
  for (const { origin, reason, code } of absent) {
    const component = componentOf(origin);
    if (run.ledger.activeDegradation(component)) continue;
    const degradation = { component, from: origin, fallback: 'built-in-tools', reason, ...(code !== undefined && { code }), since };
    run.emit({ type: 'component.degraded', degradation });
  }
  const away = new Set(absent.map(({ origin }) => origin));
  for (const origin of new Set(tools.map((tool) => tool.origin))) {
    if (origin === undefined || away.has(origin) || !run.ledger.activeDegradation(componentOf(origin))) continue;
    run.emit({ type: 'component.recovered', component: componentOf(origin), servedBy: origin });
  }
}

const missingTools = ({ origin, reason }: AbsentTools): ArtemisError =>
  new RunBlockedError('ARTEMIS_E_TOOLS_MISSING', `The tools of "${origin}" are required and are not there: ${reason}`, {
    hint: 'Mend it, or take "required" away from it to work without its tools.',
    facts: { origin },
  });
