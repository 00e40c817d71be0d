import { expect, it } from 'vitest';
import { configuredModels, hostOf } from '../../src/models/configured-models.ts';

const key = { OPENAI_API_KEY: 'sk-1', OPENAI_BASE_URL: '' };

it('finds no model where there is neither key nor address', () => {
  expect(configuredModels({ named: ['gpt-x'], env: {}, config: undefined })).toEqual([]);
});

it('takes names from the command line, else the environment, else the configuration, else the default', () => {
  const names = (named: readonly string[], env: Readonly<Record<string, string>>, config?: readonly string[]): readonly string[] =>
    configuredModels({ named, env: { ...key, ...env }, config }).map(({ model }) => model);

  expect(names(['a'], { ARTEMIS_MODEL: 'b' }, ['c'])).toEqual(['a']);
  expect(names([], { ARTEMIS_MODEL: 'b, b2' }, ['c'])).toEqual(['b', 'b2']);
  expect(names([], {}, ['c'])).toEqual(['c']);
  expect(names([], {})).toEqual(['gpt-5.1']);
});

it('sends a placeholder, which is no key, to a server that has only an address', () => {
  const [model] = configuredModels({ named: [], env: { OPENAI_BASE_URL: 'http://127.0.0.1:1/v1' }, config: undefined });

  expect(model).toEqual({
    vendor: 'openai',
    model: 'gpt-5.1',
    baseUrl: 'http://127.0.0.1:1/v1',
    keyVariable: 'OPENAI_API_KEY',
    headers: { authorization: 'Bearer no-key' },
  });
});

it('knows a vendor before a slash, and leaves names with other slashes alone', () => {
  const models = configuredModels({ named: ['openai/gpt-x', 'openai/meta/llama', 'meta-llama/llama'], env: key, config: undefined });

  expect(models.map(({ vendor, model }) => [vendor, model])).toEqual([
    ['openai', 'gpt-x'],
    ['openai', 'meta/llama'],
    ['openai', 'meta-llama/llama'],
  ]);
});

it('sends a key nowhere but where it belongs: an address of its own needs a key of its own', () => {
  const config = [
    { model: 'a', baseUrl: 'https://other.example/v1' },
    { model: 'b', baseUrl: 'https://b.example/v1', keyVariable: 'B_KEY' },
  ];
  const [a, b] = configuredModels({ named: [], env: { ...key, B_KEY: 'kb' }, config });

  expect([a?.apiKey, b?.apiKey, b?.keyVariable]).toEqual([undefined, 'kb', 'B_KEY']);
});

it('takes ARTEMIS_MODELS before ARTEMIS_MODEL', () => {
  const env = { ...key, ARTEMIS_MODELS: 'a, anthropic/b', ARTEMIS_MODEL: 'c', ANTHROPIC_API_KEY: 'sk-ant-1' };

  expect(configuredModels({ named: [], env, config: undefined })).toEqual([
    { vendor: 'openai', model: 'a', apiKey: 'sk-1', keyVariable: 'OPENAI_API_KEY' },
    { vendor: 'anthropic', model: 'b', apiKey: 'sk-ant-1', keyVariable: 'ANTHROPIC_API_KEY' },
  ]);
});

it('means the configured model where only its name is said', () => {
  const known = [{ model: 'a', baseUrl: 'https://a.example/v1', tier: 2, price: { inputUsdPerMillion: 1, outputUsdPerMillion: 2 } }];

  const [a, b] = configuredModels({ named: ['a', 'b'], env: key, config: ['z'], known });

  expect(a).toMatchObject({ model: 'a', baseUrl: 'https://a.example/v1', tier: 2, price: { inputUsdPerMillion: 1 } });
  expect(b).toEqual({ vendor: 'openai', model: 'b', apiKey: 'sk-1', keyVariable: 'OPENAI_API_KEY' });
});

it('sends organization and project of OpenAI where the key of OpenAI goes, and nowhere else', () => {
  const env = { ...key, OPENAI_ORG_ID: 'org-1', OPENAI_PROJECT_ID: 'proj-1' };
  const config = ['a', { model: 'b', baseUrl: 'https://b.example/v1', headers: { 'x-team': 'blue' } }, 'anthropic/c'];

  const models = configuredModels({ named: [], env: { ...env, ANTHROPIC_API_KEY: 'k' }, config });

  expect(models.map(({ headers }) => headers)).toEqual([
    { 'openai-organization': 'org-1', 'openai-project': 'proj-1' },
    { authorization: 'Bearer no-key', 'x-team': 'blue' },
    undefined,
  ]);
});

it('names the host for the reader', () => {
  expect([
    hostOf({ vendor: 'openai', model: 'm' }),
    hostOf({ vendor: 'openai', model: 'm', baseUrl: 'http://localhost:11434/v1' }),
    hostOf({ vendor: 'x', model: 'm' }),
  ]).toEqual(['api.openai.com', 'localhost:11434', null]);
});
