import { openArtemis, refusedBy } from '../compose/open-artemis.ts';
import { loadSettings } from '../config/settings.ts';
import type { Invocation } from '../invocation.ts';
import { configuredModels } from '../models/configured-models.ts';
import { columns } from '../terminal/columns.ts';
import { line, warning } from '../terminal/line.ts';

/** `artemis plugins`: loads what is configured, as a run would, and says what became of it. Nothing is connected. */
export async function plugins(invocation: Invocation): Promise<number> {
  const { options, env, folders, terminal } = invocation;
  const settings = await loadSettings({ options, env, folders, projectDir: options.cwd });
  const models = configuredModels({ named: options.models, env, ...settings.models });
  const artemis = await openArtemis(invocation, { settings, models, projectDir: options.cwd });
  try {
    const refused = refusedBy(artemis);
    const loaded = artemis.plugins.filter((report) => report.status === 'loaded');
    terminal.err.print(...settings.warnings.map(warning));
    if (options.json) {
      const documents = [
        ...loaded.map(({ name, status, capabilities, vendors }) => ({ name, status, capabilities, vendors })),
        ...refused.map(({ name, status, code, reason, hint }) => ({ name, status, code, reason, hint })),
      ];
      terminal.out.prettyJson({ version: 1, plugins: documents });
      return 0;
    }
    const rows = [
      ...loaded.map(({ name, capabilities, vendors }) => [
        name,
        'loaded',
        [...capabilities, ...vendors.map((vendor) => `models of ${vendor}`)].join(', '),
      ]),
      ...refused.map(({ name, reason, hint }) => [name, 'refused', `${reason} ${hint}`]),
    ];
    if (rows.length === 0) terminal.out.print(line('No plugins.'));
    else
      terminal.out.print(
        ...columns([['PLUGIN', 'STATUS', 'SERVES'], ...rows]).map((text, index) => line(text, index === 0 ? 'strong' : 'plain')),
      );
    return 0;
  } finally {
    await artemis.close();
  }
}
