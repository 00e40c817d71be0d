import { expect, it } from 'vitest';
import { RequestMark } from '../../src/llm/wire/request-mark.ts';
import { seededRandom } from '../../src/testing/seeded-random.ts';

const origin = { model: 'm', endpoint: 'server.test' };
const random = seededRandom(1);
const mark = new RequestMark(random);
const other = new RequestMark(random);
const echoOf = ({ headers }: RequestMark): string => Object.values(headers)[0] ?? '';

it('differs from one request to the next', () => {
  expect(mark.headers).not.toEqual(other.headers);
});

it.each([
  ['without a name', {}],
  ['with a name the server has made', { 'x-request-id': 'req_123' }],
  ['with the name of the request', { 'x-request-id': echoOf(mark), 'x-client-request-id': echoOf(mark) }],
])('takes an answer %s', (_, headers) => {
  expect(() => mark.check(new Headers(headers), origin)).not.toThrow();
});

it.each(['x-request-id', 'x-client-request-id'])('C14: takes no answer whose %s is the name of another request', (name) => {
  expect(() => mark.check(new Headers({ [name]: echoOf(other) }), origin)).toThrow(
    expect.objectContaining({
      code: 'ARTEMIS_E_MODEL_BAD_ANSWER',
      kind: 'retry',
      facts: expect.objectContaining({ reason: 'crossed' }) as object,
    }) as Error,
  );
});
