import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { askYesNo } from '../../src/terminal/ask-yes-no.ts';

const never = new AbortController().signal;

async function answered(typed: string | null): Promise<boolean> {
  const input = new PassThrough();
  if (typed !== null) input.write(typed);
  input.end();
  return askYesNo('May it?', { input, write: () => {}, signal: never });
}

it('takes y and yes for a yes, and everything else for a no, the end of the input too', async () => {
  const answers = await Promise.all(['y\n', ' YES \n', 'n\n', '\n', 'yesterday\n', null].map(answered));

  expect(answers).toEqual([true, true, false, false, false, false]);
});

it('shows the question, and rejects when it is called off', async () => {
  const asking = new AbortController();
  const written: string[] = [];
  const answer = askYesNo('May it?', { input: new PassThrough(), write: (text) => written.push(text), signal: asking.signal });

  asking.abort();

  await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
  expect(written).toEqual(['May it? [y/N] ']);
});
