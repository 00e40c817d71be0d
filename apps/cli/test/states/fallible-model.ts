import { ModelError, type Llm } from '@artemis/core';
import { scriptedLlm } from '@artemis/core/testing';
import type { Outage } from './outage.ts';

const work = (content: string): string =>
  JSON.stringify({
    approach: 'add two numbers',
    implementation: { filename: 'add.js', content },
    tests: { filename: 'add.test.js', content: "it('adds', () => expect(add(1, 2)).toBe(3));\n" },
  });
const plan = '{"steps": [{"title": "Write add()"}, {"title": "Test it", "test": true}]}';

/** A model that writes code in any case, first wrong and then right, and plans and reviews while these parts of it are there. */
export const fallibleModel = (planning: Outage, reviewing: Outage): Llm =>
  scriptedLlm(({ messages }) => {
    const role = messages[0]?.content ?? '';
    if (role.startsWith('You plan the work')) return answered(planning, plan);
    if (role.startsWith('You review')) return answered(reviewing, '{"findings": []}');
    const isMending = messages.some(({ content }) => content.includes('red: expected 3'));
    return work(`export const add = (a, b) => a ${isMending ? '+' : '-'} b;\n`);
  });

/** A question that is refused says nothing about the model: it is asked for code all the same. */
function answered(outage: Outage, content: string): string | ModelError {
  try {
    outage.call();
    return content;
  } catch (error) {
    return new ModelError('ARTEMIS_E_MODEL_REFUSED', 'not this question', { kind: 'stop', hint: '', cause: error });
  }
}
