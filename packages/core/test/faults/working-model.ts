import { replies, type Reply, type WireAnswer } from '@artemis/tooling-testkit';

/** The files that the working model makes. */
export const rightFiles: Readonly<Record<string, string>> = {
  'add.js': 'export const add = (a, b) => a + b;\n',
  'add.test.js': "import { add } from './add.js';\nconsole.assert(add(2, 2) === 4);\n",
};

const call = (name: string, input: object): WireAnswer => ({ toolCalls: [{ name, arguments: JSON.stringify(input) }] });

/** What the agent does, answer by answer: a file, its test, the end. */
const steps: readonly WireAnswer[] = [
  ...Object.entries(rightFiles).map(([path, content]) => call('write', { path, content })),
  call('finish', { summary: 'added add' }),
];

/** Model calls that a run needs when nothing fails. */
export const neededCalls = steps.length;

/** Answers with the step that the conversation has come to, so a call that is made again gets the same answer again. */
export const working: Reply = {
  name: 'working',
  send(response, request) {
    const { messages } = JSON.parse(request.body) as { readonly messages: readonly { readonly role: string; readonly content: unknown }[] };
    const done = messages.filter(({ role, content }) => role === 'tool' && !String(content).includes('JSON')).length;
    const step = steps[Math.min(done, steps.length - 1)] ?? {};
    replies.streamed(step).send(response, request);
  },
};

/** The next step of the agent, with arguments that are broken. */
export const brokenArguments: Reply = {
  ...replies.streamed({ toolCalls: [{ name: 'write', arguments: '{"path":"add.js","content":"export' }] }),
  name: 'brokenArguments',
};

/** Plays the faults first and works from then on. */
export const faultsThenWork = (...faults: readonly Reply[]): readonly [Reply, ...Reply[]] => {
  const [first = working, ...rest] = faults;
  return [first, ...rest, working];
};
