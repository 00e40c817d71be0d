import { parentPort } from 'node:worker_threads';
import type { Grammar, LoadGrammar } from '../language/grammar.ts';
import type { ParseAnswer, ParseQuestion, ThreadReady } from './parse-messages.ts';
import { grammarLoader } from '../language/grammar.ts';
import { createWasmMemory } from '../language/wasm-memory.ts';
import { packSource } from '../packed/packed-source.ts';
import { parseSource } from './parse-source.ts';

const mebibyte = 1_048_576;
const firstBytes = 32 * mebibyte;
/** A text that needs more fails. */
const maxBytes = 256 * mebibyte;
/** Memory of WebAssembly never shrinks, so a thread that has more is replaced. */
const retireAtBytes = 96 * mebibyte;

/** What a parser thread runs. It answers in the order of the questions; what it throws ends the thread. */
export function serveParsing(): void {
  const memory = createWasmMemory(firstBytes, maxBytes);
  const load = grammarLoader(memory);
  let turn = Promise.resolve();
  let retired = false;
  parentPort?.postMessage({ ready: true } satisfies ThreadReady, []);
  parentPort?.on('message', (question: ParseQuestion) => {
    turn = turn.then(async () => {
      if (retired) return;
      const answer = await answerTo(question, load);
      retired = memory.buffer.byteLength > retireAtBytes;
      parentPort?.postMessage({ ...answer, retires: retired } satisfies ParseAnswer, []);
    });
  });
}

async function answerTo({ id, language, text, maxMs }: ParseQuestion, load: LoadGrammar): Promise<Omit<ParseAnswer, 'retires'>> {
  let grammar: Grammar;
  try {
    grammar = await load(language);
  } catch (error) {
    return { id, parsed: null, broken: error instanceof Error ? error.message : String(error) };
  }
  const endMs = performance.now() + maxMs;
  const parsed = parseSource(grammar, text, () => performance.now() >= endMs);
  return { id, parsed: parsed && packSource(parsed) };
}
