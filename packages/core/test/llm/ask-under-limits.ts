import { openAiModel } from '../../src/llm/openai-model.ts';

/** Asks the model at a base URL under limits of silence this short, and prints its answer or the code of what went wrong. */
const [baseUrl = '', silenceMs = ''] = process.argv.slice(2);
const call = { signal: new AbortController().signal, remainingMs: () => Infinity };
const limits = { firstByteMs: Number(silenceMs), idleMs: Number(silenceMs) };
const llm = await openAiModel({ vendor: 'openai', model: 'm', baseUrl }, { limits }).create(call);
const answer = llm.complete({ messages: [{ role: 'user', content: 'hello' }] }, call);
console.log(
  await answer.then(
    ({ content }) => content,
    (error: { readonly code?: string }) => error.code,
  ),
);
