import { ArtemisError } from '@artemis/core';
import { defaultModel } from './configured-models.ts';
import { findLocalServers, type FoundServer } from './local-servers.ts';

/** Why nothing can be asked, and the three ways out: a key, a local server, the demo. */
export async function noModelError(): Promise<ArtemisError> {
  const servers = await findLocalServers();
  return new ArtemisError('ARTEMIS_E_NO_MODEL', 'No model is configured, so no task can be worked on. Nothing was changed.', {
    hint: [
      '1. An API key of OpenAI, or of a service that speaks its API (then OPENAI_BASE_URL too):',
      '     export OPENAI_API_KEY=...',
      "2. A local server that speaks OpenAI's API:",
      ...servers.flatMap(adviceFor),
      '3. A look around without any model:',
      '     artemis demo',
      `The model asked for is ${defaultModel}; choose another one with --model.`,
    ].join('\n'),
  });
}

function adviceFor({ name, baseUrl, running, model }: FoundServer): readonly string[] {
  if (!running) return [`     ${name} at ${baseUrl}: not running`];
  return [
    `     ${name} at ${baseUrl}: running. Use it with:`,
    `       OPENAI_BASE_URL=${baseUrl} artemis run --model ${model ?? 'NAME'} "..."`,
  ];
}
