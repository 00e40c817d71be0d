import { faultServer, type Reply } from '@artemis/tooling-testkit';
import { expect, it } from 'vitest';
import { makeHome } from '../executor/asking.ts';
import { expectDone, patient, runTask } from './fault-run.ts';
import { neededCalls, working } from './working-model.ts';

/** Where the answers of the model are cut, as shares of their length. */
const cuts = Array.from({ length: 50 }, (_, index) => index / 50);

/** The right answer, of which only the first part arrives; then the connection is gone. */
const cutAt = (share: number): Reply => ({
  name: 'cut',
  send(response, request) {
    const end = response.end.bind(response);
    response.end = ((text: string) => {
      response.flushHeaders();
      const part = text.slice(0, Math.floor(text.length * share));
      response.write(part, () => response.socket?.destroy());
      return response;
    }) as typeof end;
    working.send(response, request);
  },
});

it.each(cuts)('L08: a stream cut at %f of its length: the same files, and each tool run once', async (share) => {
  await using home = await makeHome();
  // The first answer arrives; the second, which calls a tool as well, is cut.
  await using server = await faultServer([working, cutAt(share), working]);
  const ran = await runTask(home, [server.baseUrl], patient);
  await expectDone(home, ran);
  expect(server.fired.get('cut')).toBe(1);
  const tools = ran.events.filter((event) => event.type === 'tool.completed').map(({ tool, input }) => `${tool} ${input}`);
  expect(tools).toEqual([...new Set(tools)]);
  expect(tools).toHaveLength(neededCalls);
  expect(server.requests.length).toBeLessThanOrEqual(neededCalls + 1);
});
