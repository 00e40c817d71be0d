import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ToolCallList } from '../../src/llm/wire/tool-call-list.ts';

const listOf = (...parts: readonly unknown[]): ToolCallList => {
  const list = new ToolCallList();
  for (const part of parts) list.add(part);
  return list;
};
const part = (index: number | undefined, id: string | undefined, name: string | undefined, args?: unknown): object => ({
  ...(index === undefined ? {} : { index }),
  ...(id === undefined ? {} : { id }),
  function: { ...(name === undefined ? {} : { name }), ...(args === undefined ? {} : { arguments: args }) },
});

it('puts arguments together from any pieces', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1 }), (pieces) => {
      const text = pieces.join('');
      const calls = listOf(part(0, 'a', 'look', ''), ...pieces.map((piece) => part(0, undefined, undefined, piece))).finish();
      expect(calls).toEqual([{ id: 'a', name: 'look', arguments: text || '{}' }]);
    }),
  );
});

it('keeps calls apart that a server numbers 0 alike', () => {
  expect(
    listOf(part(0, 'a', 'look', '{}'), part(0, 'b', 'write', '{"x":1}'))
      .finish()
      ?.map(({ id }) => id),
  ).toEqual(['a', 'b']);
});

it('keeps calls apart that a server does not number', () => {
  const calls = listOf(
    part(undefined, 'a', 'look', '{"p"'),
    part(undefined, undefined, undefined, ':1}'),
    part(undefined, 'b', 'look', '{}'),
  ).finish();

  expect(calls?.map(({ arguments: args }) => args)).toEqual(['{"p":1}', '{}']);
});

it('names calls that come without an id, and writes object arguments as text', () => {
  expect(listOf(part(undefined, undefined, 'look', { path: 'x' }), part(undefined, undefined, 'look', {})).finish()).toEqual([
    { id: 'call_0', name: 'look', arguments: '{"path":"x"}' },
    { id: 'call_1', name: 'look', arguments: '{}' },
  ]);
});

it('does not bring itself to call what has no name', () => {
  expect(listOf(part(0, 'a', undefined, '{}')).finish()).toBeUndefined();
});

it('leaves out what is no tool call', () => {
  expect(listOf(null, 'look', {}, { function: 'look' }).finish()).toEqual([]);
});
