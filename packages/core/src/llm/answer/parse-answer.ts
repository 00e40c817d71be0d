import type { LlmAnswer } from '../../capability/llm.ts';
import { cleanJson } from './clean-json.ts';
import { jsonCandidates, type JsonCandidate } from './json-candidates.ts';

/** The data in an answer, most likely first, or the reason why there is none. */
export type ParsedAnswer = { readonly values: readonly unknown[]; readonly problem?: undefined } | { readonly problem: string };

/** JSON that nests deeper is refused before anything walks it. */
const deepestNesting = 64;
/** Longer text is not repaired: it would take longer than to ask again. */
const longestRepairChars = 1024 * 1024;

/**
 * Finds the data in an answer. What is JSON is taken as it is; what is nearly JSON is repaired, but never what may be cut:
 * a repair would close a half-written file and nobody would notice.
 */
export async function parseAnswer(answer: Pick<LlmAnswer, 'content' | 'finishReason'>): Promise<ParsedAnswer> {
  const candidates = jsonCandidates(answer.content);
  if (candidates.length === 0) return { problem: answer.content.trim() === '' ? 'the answer is empty' : 'there is no JSON in the answer' };
  if (candidates.some(({ depth }) => depth > deepestNesting)) return { problem: `the JSON nests deeper than ${deepestNesting} levels` };
  const wasCut = answer.finishReason === 'length' || candidates.some((candidate) => !isWhole(candidate));
  const values = await valuesIn(candidates, answer.finishReason !== 'length');
  if (values.length === 0) return { problem: wasCut ? 'the answer ends before its JSON does' : 'the JSON in the answer is broken' };
  return withoutHarm(values);
}

async function valuesIn(candidates: readonly JsonCandidate[], mayRepair: boolean): Promise<readonly unknown[]> {
  const [largest = [], ...smaller] = candidates.map(({ text }) => parse(text));
  const mended = largest.length === 0 && mayRepair ? await repair(candidates.filter(isWhole)) : [];
  return [...largest, ...mended, ...smaller.flat()];
}

/** The first piece that can be repaired, largest first. */
async function repair(candidates: readonly JsonCandidate[]): Promise<readonly unknown[]> {
  const { jsonrepair } = await import('jsonrepair');
  for (const { text } of candidates) {
    if (text.length > longestRepairChars) continue;
    try {
      const fixed = jsonrepair(text);
      if (jsonCandidates(fixed).every(({ depth }) => depth <= deepestNesting)) return parse(fixed);
    } catch {
      // Beyond repair; the next piece may not be.
    }
  }
  return [];
}

/** Closed, or short of nothing but the last bracket after a closed part: what a small model forgets. */
const isWhole = ({ text, openBrackets }: JsonCandidate): boolean =>
  openBrackets === 0 || (openBrackets === 1 && /[}\]]\s*(?:`{3}\s*)?$/.test(text.slice(-100)));

function withoutHarm(values: readonly unknown[]): ParsedAnswer {
  const results = values.map(cleanJson);
  const harmless = results.flatMap((result) => (result.problem === undefined ? [result.value] : []));
  const problem = results.find((result) => result.problem !== undefined)?.problem;
  return harmless.length === 0 && problem !== undefined ? { problem } : { values: harmless };
}

/** The value in a list, since `null` is one too; an empty list where the text is no JSON. */
function parse(text: string): readonly unknown[] {
  try {
    return [JSON.parse(text)];
  } catch {
    return [];
  }
}
