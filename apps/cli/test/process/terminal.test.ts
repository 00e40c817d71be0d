import { faultServer, replies } from '@artemis/tooling-testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { goodAnswer, modelAt } from '../support/answers.ts';
import { openHome, type Home } from '../support/home.ts';
import { hasTerminals, startInTerminal, type InTerminal } from '../support/pseudo-terminal.ts';

let home: Home;

beforeEach(async () => {
  home = await openHome();
});

afterEach(() => home[Symbol.asyncDispose]());

/** Whatever changes how a terminal behaves beyond the line at hand: another screen, a hidden cursor, keys or mouse in another mode. */
// eslint-disable-next-line no-control-regex
const modes = /\u001b(?:\[[?>=!][\d;]*[a-zA-Z]|[=>c]|\(0)/;
// eslint-disable-next-line no-control-regex
const statusLine = /\r\u001b\[2Kdevelop +\d+s/;

const waiting = (baseUrl: string): InTerminal => startInTerminal(home, ['run', 'add', '--profile', 'minimal'], modelAt(baseUrl));

describe.skipIf(!hasTerminals)('on a terminal (needs script of util-linux)', () => {
  it.each([
    ['Ctrl-C', (run: InTerminal) => run.type('\u0003'), 130],
    ['kill -9', (run: InTerminal) => run.signal('SIGKILL'), 137],
    ['an abort of V8', (run: InTerminal) => run.signal('SIGABRT'), 134],
  ])('R09: %s while the status line is shown leaves the terminal as it was', async (_, end, code) => {
    await using model = await faultServer([replies.hang()]);
    const run = waiting(model.baseUrl);
    await run.says(statusLine);
    await end(run);
    const ended = await run.ended;

    expect(ended.code).toBe(code);
    expect(ended.after).toBe(ended.before);
    expect(run.screen()).not.toMatch(modes);
  });

  it('R09: a window that changes its width is painted on as before', async () => {
    await using model = await faultServer([replies.hang()]);
    const run = waiting(model.baseUrl);
    await run.says(statusLine);
    const before = run.screen().length;
    await run.resize(30);
    await run.says(new RegExp(`^[^]{${before},}(?:\\r\\u001b\\[2K[^\\r\\n]{1,29}){2}$`));
    await run.type('\u0003');
    const ended = await run.ended;
    expect([ended.code, ended.after]).toEqual([130, ended.before]);
  });

  it('R09: a run that comes to its end leaves the terminal as it was', async () => {
    await using model = await faultServer([replies.streamed(goodAnswer)]);
    const run = waiting(model.baseUrl);
    const ended = await run.ended;
    expect([ended.code, ended.after]).toEqual([0, ended.before]);
    expect(run.screen()).not.toMatch(modes);
  });
});
