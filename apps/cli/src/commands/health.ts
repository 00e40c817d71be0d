import { setTimeout as wait } from 'node:timers/promises';
import { exitCodes, type Artemis } from '@artemis/core';
import { openArtemis, refusedBy } from '../compose/open-artemis.ts';
import { loadSettings } from '../config/settings.ts';
import { healthDocument, overallHealth } from '../health/health-document.ts';
import { knownLatencies } from '../health/known-latencies.ts';
import { renderHealth } from '../health/render-health.ts';
import { withModel } from '../health/with-model.ts';
import type { Invocation } from '../invocation.ts';
import { configuredModels } from '../models/configured-models.ts';
import { followSwitches } from '../switches/follow-switches.ts';
import { line, warning } from '../terminal/line.ts';

const everyMs = 2_000;
/** To the upper left corner, and everything below away. */
const startAnew = '\u001b[H\u001b[J';

/** `artemis health [--watch]`: asks every component how it is. */
export async function health(invocation: Invocation): Promise<number> {
  const { options, env, folders, terminal } = invocation;
  const settings = await loadSettings({ options, env, folders, projectDir: options.cwd });
  const models = configuredModels({ named: options.models, env, ...settings.models });
  const artemis = await openArtemis(invocation, { settings, models, projectDir: options.cwd });
  terminal.err.print(...settings.warnings.map(warning));
  try {
    await using _following = await followSwitches({ artemis, flags: settings.flags, folder: folders.config, say: () => {} });
    return options.switches.has('watch') ? await watch(invocation, artemis) : await look(invocation, artemis);
  } finally {
    await artemis.close();
  }
}

/** Repaints in place on a terminal; elsewhere one report follows the other. It goes on until the process is ended. */
async function watch(invocation: Invocation, artemis: Artemis): Promise<never> {
  const { out } = invocation.terminal;
  const repaints = out.isTTY && !invocation.options.json;
  if (repaints) out.write('\u001b[2J');
  for (;;) {
    await look(invocation, artemis, repaints);
    await wait(everyMs);
  }
}

async function look({ terminal, options, folders, version }: Invocation, artemis: Artemis, repaint = false): Promise<number> {
  const components = withModel(await artemis.health());
  const latencies = await knownLatencies(folders);
  const report = { components, refused: refusedBy(artemis), latencies };
  if (repaint) terminal.out.write(startAnew);
  if (options.json) terminal.out.prettyJson(healthDocument(report, version));
  else terminal.out.print(...renderHealth(report, Date.now()));
  if (repaint) terminal.out.print(line(''), line('Again every 2 seconds; Ctrl-C ends it.', 'faint'));
  return { pass: exitCodes.done, warn: options.strict ? exitCodes.strict : exitCodes.done, fail: exitCodes.notAccepted }[
    overallHealth(report)
  ];
}
