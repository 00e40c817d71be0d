import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planByRules } from '../../src/index.ts';

const titles = (text: string): readonly string[] => planByRules(text).steps.map(({ title }) => title);

describe('planByRules', () => {
  it('makes a step of each entry of a numbered list', () => {
    expect(titles('Please:\n1. write add()\n2) test it\n10. document it')).toEqual(['write add()', 'test it', 'document it']);
  });

  it('makes a step of each entry of a bulleted list, boxes and deeper levels left out', () => {
    expect(titles('- [ ] write add()\n  - with two numbers\n- [x] test it')).toEqual(['write add()', 'test it']);
  });

  it('does not look into code', () => {
    expect(titles('Make this work:\n```\n- a\n- b\n```')).toEqual(['Make this work:']);
  });

  it('takes the task itself where there is no list', () => {
    expect(planByRules('Write add().\nIt adds.')).toEqual({ strategy: 'plain', steps: [{ title: 'Write add().' }] });
  });

  it('always makes one to twenty steps of one line each, whatever the text', () => {
    const text = fc
      .array(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('- a', '1. b', '* <<< c', '```', '\u202E- d')))
      .map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(text, (task) => {
        const { steps } = planByRules(task);
        expect(steps.length).toBeGreaterThan(0);
        expect(steps.length).toBeLessThanOrEqual(20);
        for (const { title } of steps) expect(title).toMatch(/^[^\r\n]{1,200}$/);
      }),
    );
  });
});
