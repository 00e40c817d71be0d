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

it('uses a placeholder key with a server that has only an address', () => {
  const [model] = configuredModels({ named: [], env: { OPENAI_BASE_URL: 'http://127.0.0.1:1/v1' }, config: undefined });

  expect(model).toMatchObject({ vendor: 'openai', baseUrl: 'http://127.0.0.1:1/v1', apiKey: 'no-key' });
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

  expect([a?.apiKey, b?.apiKey, b?.keyVariable]).toEqual(['no-key', 'kb', 'B_KEY']);
});

it('names the host for the reader', () => {
  expect([
    hostOf({ vendor: 'openai', model: 'm' }),
    hostOf({ vendor: 'openai', model: 'm', baseUrl: 'http://localhost:11434/v1' }),
    hostOf({ vendor: 'x', model: 'm' }),
  ]).toEqual(['api.openai.com', 'localhost:11434', null]);
});
