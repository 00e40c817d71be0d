import { openArtemis, refusedBy } from '../../compose/open-artemis.ts';
import { loadSettings } from '../../config/settings.ts';
import { healthDocument } from '../../health/health-document.ts';
import { knownLatencies } from '../../health/known-latencies.ts';
import { withModel } from '../../health/with-model.ts';
import type { Invocation } from '../../invocation.ts';
import { configuredModels } from '../../models/configured-models.ts';

/** Asks every component how it is, for the folder that is served. */
export async function servedHealth(invocation: Invocation): Promise<object> {
  const { options, env, folders, version } = invocation;
  const settings = await loadSettings({ options, env, folders, projectDir: options.cwd });
  const models = configuredModels({ named: options.models, env, ...settings.models });
  const artemis = await openArtemis(invocation, { settings, models, projectDir: options.cwd });
  try {
    const components = withModel(await artemis.health());
    return healthDocument({ components, refused: refusedBy(artemis), latencies: await knownLatencies(folders) }, version);
  } finally {
    await artemis.close();
  }
}
