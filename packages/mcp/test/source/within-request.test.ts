import type { Tool } from '@artemis/core';
import { expect, it } from 'vitest';
import { withinRequest } from '../../src/source/within-request.ts';

const tool = (origin: string, index: number, chars: number): Tool => ({
  name: `mcp__${origin}__${index}`,
  description: 'x'.repeat(chars),
  parameters: { type: 'object' },
  origin,
  run: async () => ({ ok: true, text: '' }),
});

it('offers what a question has room for, and names whose tools are left out', () => {
  const small = Array.from({ length: 3 }, (_, index) => tool('small', index, 100));
  const large = Array.from({ length: 40 }, (_, index) => tool('large', index, 4_000));
  const late = [tool('late', 0, 10)];
  const { tools, absent } = withinRequest({ tools: [...small, ...large, ...late], absent: [] });
  expect(tools.filter(({ origin }) => origin === 'small')).toHaveLength(3);
  expect(tools.length).toBeLessThan(35);
  expect(absent).toMatchObject([
    { origin: 'large', code: 'ARTEMIS_E_MCP_ROOM' },
    { origin: 'late', code: 'ARTEMIS_E_MCP_ROOM' },
  ]);
});

it('leaves a list that fits as it is', () => {
  const tools = [tool('small', 0, 100)];
  expect(withinRequest({ tools, absent: [] })).toEqual({ tools, absent: [] });
});
