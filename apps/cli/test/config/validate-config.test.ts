import { expect, it, describe } from 'vitest';
import { parseDocument } from '../../src/config/parse-document.ts';
import { validateConfig, type ValidConfig } from '../../src/config/validate-config.ts';

const file = 'artemis.yaml';
const validate = (text: string): ValidConfig => validateConfig({ file, ...parseDocument(file, text) });

function refusal(text: string): unknown {
  try {
    return validate(text);
  } catch (error) {
    return error;
  }
}

it('takes snake_case and camelCase, and leaves names and options of plugins alone', () => {
  const text = 'limits:\n  max_attempts: 2\n  maxCalls: 9\nflags:\n  enable_rag: false\nplugins:\n  rag:\n    api_host: x\n';

  expect(validate(text).config).toEqual({
    limits: { maxAttempts: 2, maxCalls: 9 },
    flags: { enableRag: false },
    plugins: { rag: { api_host: 'x' } },
  });
});

it('P05: refuses two spellings of one key', () => {
  expect(refusal('flags:\n  enable_kg: true\n  enable_knowledge_graph: false\n')).toMatchObject({ code: 'ARTEMIS_E_CONFIG' });
  expect(refusal('limits:\n  max_calls: 1\n  maxCalls: 2\n')).toMatchObject({ code: 'ARTEMIS_E_CONFIG' });
});

describe('P01: keys that are not known', () => {
  it('are refused with line and suggestion', () => {
    expect(refusal('profile: full\nlimits:\n  timout: 10m\n')).toMatchObject({
      code: 'ARTEMIS_E_CONFIG',
      facts: { file, line: 3, key: 'limits.timout' },
      hint: 'Did you mean "timeout"?',
    });
    expect(refusal('flags:\n  enable_rga: true\n')).toMatchObject({ facts: { line: 2 }, hint: 'Did you mean "enable_rag"?' });
  });

  it('are named rather than the key they leave missing', () => {
    expect(refusal('models:\n  - modle: gpt\n')).toMatchObject({ facts: { line: 2 }, hint: 'Did you mean "model"?' });
  });

  it('are a warning in a file of a newer format', () => {
    expect(validate('version: 2\nprofile: full\nshiny: 1\n')).toMatchObject({
      config: { version: 2, profile: 'full' },
      warnings: [expect.stringContaining('shiny')],
    });
  });

  it('do not hide a wrong value in a file of a newer format', () => {
    expect(refusal('version: 2\nshiny: 1\nstrict: maybe\n')).toMatchObject({ code: 'ARTEMIS_E_CONFIG', facts: { line: 3 } });
  });
});

describe('P02: values of a wrong kind are refused with line, key and value', () => {
  const cases = [
    ['strict: "false"\n', 'strict', '"false"'],
    ['limits:\n  max_attempts: .nan\n', 'limits.max_attempts', 'NaN'],
    ['limits:\n  max_attempts: -1\n', 'limits.max_attempts', '-1'],
    ['limits:\n  max_attempts: 1e12\n', 'limits.max_attempts', '1000000000000'],
    ['limits:\n  timeout: -5m\n', 'limits.timeout', '"-5m"'],
    ['limits:\n  timeout: 30\n', 'limits.timeout', '30'],
    ['limits:\n  timeout: 0s\n', 'limits.timeout', '"0s"'],
    ['models: []\n', 'models', 'a list'],
    ['models:\n  - model: x\n    base_url: ftp://x\n', 'models.0.base_url', '"ftp://x"'],
    ['flags:\n  enable_rag: "yes"\n', 'flags.enable_rag', '"yes"'],
    ['profile: 3\n', 'profile', '3'],
  ] as const;

  for (const [text, key, value] of cases) {
    it(`${key}: ${value}`, () => {
      expect(refusal(text)).toMatchObject({
        code: 'ARTEMIS_E_CONFIG',
        facts: { file, key, line: text.trimEnd().split('\n').length },
        message: expect.stringContaining(value),
      });
    });
  }

  it('a file that holds a list', () => {
    expect(refusal('- a\n')).toMatchObject({ code: 'ARTEMIS_E_CONFIG' });
  });

  it.each([
    ['models:\n  - model: x\n    provider: y\n', 'Known here: model, vendor, base_url, key_variable, tier, price, headers.'],
    [
      'models:\n  - model: x\n    price: { input_usd_per_million: 1, output_usd_per_million: 1, dollars: 1 }\n',
      'Known here: input_usd_per_million, output_usd_per_million.',
    ],
    ['colour: green\n', 'Known here: version, profile, models, plugins, mcp_servers, flags, limits, strict.'],
    ['flags:\n  colour: true\n', 'Remove it, or look up the flags with: artemis flags'],
    ['limits:\n  timout: 1m\n', 'Did you mean "timeout"?'],
  ])('%j: says what may stand there', (text, hint) => {
    expect(refusal(text)).toMatchObject({ hint });
  });

  it('never shows the value of a key that is not known, which may be a secret', () => {
    expect(String(refusal('models:\n  - model: x\n    api_key: sk-very-secret\n'))).not.toContain('sk-very-secret');
  });
});
