import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adaptDialect, firstDialect, type WireDialect } from '../../src/llm/wire/wire-dialect.ts';

const full = firstDialect('localhost:1234');

it.each([
  ['api.openai.com', 'max_completion_tokens'],
  ['me.openai.azure.com', 'max_completion_tokens'],
  ['localhost:11434', 'max_tokens'],
  ['notopenai.com', 'max_tokens'],
])('%s is first asked with %s', (endpoint, tokenLimit) => {
  expect(firstDialect(endpoint).tokenLimit).toBe(tokenLimit);
});

describe('a refusal', () => {
  it.each([
    [400, 'Unrecognized request argument supplied: stream_options', { streamOptions: false }],
    [422, `[{"loc":["body","stream_options"],"msg":"Extra inputs are not permitted"}]`, { streamOptions: false }],
    [400, 'unknown field "include_usage"', { streamOptions: false }],
    [400, "'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.", { tokenLimit: 'max_completion_tokens' }],
    [400, "Unsupported value: 'temperature' does not support 0.2 with this model.", { temperature: false }],
    [400, 'Your organization must be verified to stream this model.', { stream: false }],
    [400, 'Streaming is not supported by this server', { stream: false }],
  ])('%i %j is about %o', (status, said, change) => {
    expect(adaptDialect(full, { status, body: said })).toEqual({ ...full, ...change });
  });

  it.each([
    [400, 'max_tokens is too large: 100000. This model can produce at most 16384 tokens'],
    [400, 'messages must not be empty'],
    [401, 'stream_options'],
    [500, 'unknown field stream_options'],
    [400, 'model does not support tools'],
  ])('%i %j is about something else', (status, said) => {
    expect(adaptDialect(full, { status, body: said })).toBeUndefined();
  });

  it('never leads in a circle', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('stream_options', 'max_tokens', 'max_completion_tokens', 'temperature', 'stream'), { maxLength: 12 }),
        (parts) => {
          let dialect: WireDialect | undefined = full;
          let rounds = 0;
          while (dialect && rounds < 10) {
            dialect = adaptDialect(dialect, { status: 400, body: { error: `unsupported: ${parts.join(' ')}` } });
            rounds++;
          }
          return rounds <= 5;
        },
      ),
    );
  });
});
