import fc from 'fast-check';
import { APIConnectionError, APIError } from 'openai/error';
import { describe, expect, it } from 'vitest';
import { exitCodeOf } from '../../src/errors/exit-code-of.ts';
import { classifyErrorAnswer, classifyModelError } from '../../src/llm/failure/classify-model-error.ts';
import { ModelError } from '../../src/llm/failure/model-error.ts';
import { vendorErrors } from './vendor-errors.ts';

const key = 'sk-test-0123456789abcdefWXYZ';
const origin = { model: 'test-model', endpoint: 'api.example.com', keyVariable: 'EXAMPLE_KEY', key, secrets: ['gateway-secret-0123'] };
const classify = (error: unknown): ModelError => classifyModelError(error, origin, 0);

describe('the table of vendor errors', () => {
  it('holds at least 60 bodies of at least six vendors', () => {
    expect(vendorErrors.length).toBeGreaterThanOrEqual(60);
    expect(new Set(vendorErrors.map(({ vendor }) => vendor)).size).toBeGreaterThanOrEqual(6);
  });

  it.each(vendorErrors)('$vendor: $what ($status) is $code, $kind', ({ status, body, headers, code, kind, retryAfterMs }) => {
    const error = classifyErrorAnswer({ status, headers: new Headers(headers), body }, origin, 0);

    expect({ code: error.code, kind: error.kind, retryAfterMs: error.retryAfterMs }).toEqual({ code, kind, retryAfterMs });
  });

  it.each(vendorErrors)('$vendor: $what ($status) means the same as an error of the SDK', ({ status, body, headers, code, kind }) => {
    const sdkBody = typeof body === 'object' && body !== null && 'error' in body ? (body as { error: object }).error : (body as object);
    const error = classify(new APIError(status, sdkBody, undefined, new Headers(headers)));

    // An SDK gives no body at all for an empty one; its status decides then.
    expect({ code: error.code, kind: error.kind }).toEqual({ code, kind });
  });
});

describe('a failure below HTTP', () => {
  const caused = (code: string): Error =>
    new APIConnectionError({
      message: 'Connection error.',
      cause: new TypeError('fetch failed', { cause: Object.assign(new Error(`x ${code}`), { code }) }),
    });

  it.each([
    ['L01', 'ECONNREFUSED', 'ARTEMIS_E_MODEL_UNREACHABLE', 'retry'],
    ['L02', 'ENOTFOUND', 'ARTEMIS_E_MODEL_UNREACHABLE', 'switch'],
    ['L02', 'EAI_AGAIN', 'ARTEMIS_E_MODEL_UNREACHABLE', 'retry'],
    ['L08', 'ECONNRESET', 'ARTEMIS_E_MODEL_UNREACHABLE', 'retry'],
    ['L08', 'UND_ERR_SOCKET', 'ARTEMIS_E_MODEL_UNREACHABLE', 'retry'],
    ['L19', 'CERT_HAS_EXPIRED', 'ARTEMIS_E_MODEL_UNTRUSTED', 'ask'],
    ['L19', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'ARTEMIS_E_MODEL_UNTRUSTED', 'ask'],
    ['L19', 'ERR_TLS_CERT_ALTNAME_INVALID', 'ARTEMIS_E_MODEL_UNTRUSTED', 'ask'],
    ['L19', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'ARTEMIS_E_MODEL_UNTRUSTED', 'ask'],
    ['L03', 'UND_ERR_CONNECT_TIMEOUT', 'ARTEMIS_E_MODEL_TIMEOUT', 'retry'],
    ['L03', 'ETIMEDOUT', 'ARTEMIS_E_MODEL_TIMEOUT', 'retry'],
    ['L17', 'HPE_INVALID_CONSTANT', 'ARTEMIS_E_MODEL_BAD_ANSWER', 'switch'],
  ])('%s: %s two causes down is %s, %s', (_row, code, expected, kind) => {
    expect(classify(caused(code))).toMatchObject({ code: expected, kind, facts: { reason: code } });
  });

  it('L02: names the host', () => {
    expect(classify(caused('ENOTFOUND')).message).toContain('api.example.com');
  });

  it('L03: a connection that does not come about is told from a server that does not answer', () => {
    const timeout = new TypeError('fetch failed', { cause: Object.assign(new Error('timeout'), { code: 'UND_ERR_CONNECT_TIMEOUT' }) });
    expect(classifyModelError(timeout, origin, 0)).toMatchObject({ code: 'ARTEMIS_E_MODEL_TIMEOUT', facts: { phase: 'connect' } });
  });

  it('L08: a stream cut in the middle is a plain TypeError', () => {
    expect(classify(new TypeError('terminated'))).toMatchObject({ code: 'ARTEMIS_E_MODEL_UNREACHABLE', kind: 'retry' });
  });

  it.each([
    ['L01: a port that fetch never opens', 'bad port', 'ARTEMIS_E_MODEL_UNREACHABLE', 'switch'],
    [
      'L17: a server that does not speak HTTP',
      'Response does not match the HTTP/1.1 protocol (Expected HTTP/)',
      'ARTEMIS_E_MODEL_BAD_ANSWER',
      'switch',
    ],
    ['M25: a redirect', 'unexpected redirect', 'ARTEMIS_E_MODEL_NOT_FOUND', 'ask'],
  ])('%s is known by its words', (_what, words, code, kind) => {
    expect(classify(new TypeError('fetch failed', { cause: new Error(words) }))).toMatchObject({ code, kind });
  });

  it('of one of several addresses is found in the aggregate', () => {
    const refused = Object.assign(new Error('connect ECONNREFUSED ::1:1'), { code: 'ECONNREFUSED' });

    expect(classify(new TypeError('fetch failed', { cause: new AggregateError([refused]) }))).toMatchObject({
      facts: { reason: 'ECONNREFUSED' },
    });
  });

  it('keeps the original error whole', () => {
    const original = caused('ECONNREFUSED');

    expect(classify(original).cause).toBe(original);
  });
});

describe('anything else', () => {
  it('that nobody knows is not asked again', () => {
    expect(classify(new RangeError('what?'))).toMatchObject({ code: 'ARTEMIS_E_MODEL_BAD_ANSWER', kind: 'switch' });
  });

  it('that is a model error already comes back as it is', () => {
    const error = classify(new TypeError('terminated'));

    expect(classify(error)).toBe(error);
  });

  it('becomes a model error with an exit code, whatever was thrown', () => {
    fc.assert(
      fc.property(fc.anything(), (thrown) => {
        const error = classify(thrown);
        return error instanceof ModelError && [2, 69, 76].includes(exitCodeOf(error));
      }),
    );
  });

  it('becomes a model error, whatever body came with whatever status', () => {
    fc.assert(
      fc.property(fc.option(fc.integer({ min: 100, max: 599 }), { nil: undefined }), fc.jsonValue(), (status, body) => {
        const error = classifyErrorAnswer({ status, body }, origin, 0);
        return error.message.length < 600 && error.hint !== '';
      }),
    );
  });
});

describe('a message', () => {
  it('of a refused key names variable, endpoint and at most three characters of the key', () => {
    const { message } = classifyErrorAnswer({ status: 401, body: { error: { message: `Bad key ${key}` } } }, origin, 0);

    expect(message).toContain('EXAMPLE_KEY');
    expect(message).toContain('api.example.com');
    expect(message).toContain('"XYZ"');
    expect(message).not.toContain(key.slice(0, 8));
    expect(message).not.toContain('WXYZ');
  });

  it('of a missing key says that none was sent', () => {
    expect(classifyErrorAnswer({ status: 401, body: {} }, { ...origin, key: undefined }, 0).message).toContain('EXAMPLE_KEY is empty');
  });

  it('hides further secrets too', () => {
    expect(classifyErrorAnswer({ status: 500, body: { error: 'bad gateway-secret-0123' } }, origin, 0).message).not.toContain(
      'gateway-secret',
    );
  });

  it.each([
    'Incorrect API key provided: sk-wrong**********WXYZ.',
    'Your api key: ****WXYZ is invalid',
    'bad header: Bearer abcdef0123456789',
    `AIzaSyA-0123456789abcdefghijk`,
    `found ${key.slice(0, 12)}`,
    `ends with ${key.slice(-8)}`,
  ])('never quotes a key out of %j', (said) => {
    const { message } = classifyErrorAnswer({ status: 400, body: { error: { message: said } } }, origin, 0);

    expect(message).toContain('[redacted]');
    expect(message).not.toMatch(/WXYZ|sk-wrong|sk-test|abcdef0123|AIza/);
  });

  it('never holds the key, wherever a server puts it', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.constantFrom('message', 'type', 'detail'), (before, after, field) => {
        const error = classifyErrorAnswer({ status: 500, body: { error: { [field]: `${before} ${key} ${after}` } } }, origin, 0);
        return !JSON.stringify({ ...error, message: error.message }).includes(key);
      }),
    );
  });

  it('C09: brings no control character to a terminal', () => {
    const { message } = classifyErrorAnswer(
      { status: 500, body: { error: { message: '\u001b]52;c;aGk=\u0007\u001b[2Jhi\r\nthere\u202e' } } },
      origin,
      0,
    );

    expect(message).toMatch(/hi there$/);
    // oxlint-disable-next-line no-control-regex
    expect(message).not.toMatch(/[\0-\x1f\x7f-\x9f\u202e]/);
  });
});
