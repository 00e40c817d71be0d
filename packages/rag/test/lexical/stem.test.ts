import { expect, it } from 'vitest';
import { stem } from '../../src/lexical/stem.ts';

it.for([
  ['retries', 'retry'],
  ['retried', 'retry'],
  ['expires', 'expire'],
  ['parsing', 'parser'],
  ['classes', 'class'],
  ['observed', 'observer'],
] as const)('brings %s and %s together', ([one, other]) => {
  expect(stem(one)).toBe(stem(other));
});

it.for(['map', 'this', 'css', 'id', ''])('leaves the short word "%s" alone', (word) => {
  expect(stem(word)).toBe(word);
});
