import type { PluginReport } from '../plugin/plugin-report.ts';
import type { Run } from './run.ts';

/** Says that a run begins, or goes on, and with what: a plugin that was refused makes it a degraded one from the start. */
export function beginRun(run: Run, plugins: readonly PluginReport[]): void {
  const { task, model, resumed } = run;
  run.emit({ type: 'run.started', task: task.text, projectDir: task.projectDir, model, resumed });
  for (const report of plugins) announce(run, report);
  const { damage } = run.journal;
  if (damage) run.warn(`The end of the journal was ${damage} and has been dropped; what it held is done again.`);
}

function announce(run: Run, report: PluginReport): void {
  const { name } = report;
  if (report.status === 'loaded') {
    run.emit({ type: 'plugin.loaded', plugin: name, capabilities: report.capabilities });
    return;
  }
  const { code, reason } = report;
  run.emit({ type: 'plugin.refused', plugin: name, code, reason });
  run.degrade({ component: name, from: name, fallback: 'nothing', reason, code });
}
