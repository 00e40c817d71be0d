import { explainRun, sanitizeLine, toWire, type Explanation } from '@artemis/core';
import type { Invocation } from '../invocation.ts';
import { brief } from '../render/brief.ts';
import { count, dollars } from '../render/amounts.ts';
import { leftOut, openRunStore } from '../runs/stored-runs.ts';
import { columns } from '../terminal/columns.ts';
import { good, line, type Line } from '../terminal/line.ts';

/** `artemis runs explain <run>`: why a run degraded, retried and cost what it did, from its record alone. */
export async function explain({ terminal, options, folders }: Invocation, runId = ''): Promise<number> {
  const store = openRunStore(folders);
  const run = await store.read(runId);
  const explanation = await explainRun(store.events(runId));
  if (options.json) terminal.out.prettyJson({ version: 1, run_id: runId, damage: run.damage, ...(toWire(explanation) as object) });
  else terminal.out.print(...leftOut(run), ...describe(explanation));
  return 0;
}

function describe({ strategy, firstCause, chains, costs }: Explanation): readonly Line[] {
  const rows = costs.map(({ stage, attempt, calls, inputTokens, outputTokens, usd }) => [
    `${stage} ${attempt}`,
    String(calls),
    count(inputTokens),
    count(outputTokens),
    dollars(usd),
  ]);
  return [
    firstCause ? line(`First cause (event ${firstCause.seq}): ${brief(firstCause.text)}`, 'warning') : good('Nothing went wrong.'),
    ...(strategy === null ? [] : [line(`Plan: ${sanitizeLine(strategy, 200)}`)]),
    ...chains.flatMap(({ component, links, recovered }) => [
      line(''),
      line(`${component}${recovered ? ' (recovered)' : ''}`, 'strong'),
      ...links.map(({ seq, text }) => line(`  ${String(seq).padStart(4)}  ${brief(text)}`)),
    ]),
    ...(rows.length > 0 ? [line(''), ...columns([['STAGE', 'CALLS', 'IN', 'OUT', 'COST'], ...rows]).map((text) => line(text))] : []),
  ];
}
