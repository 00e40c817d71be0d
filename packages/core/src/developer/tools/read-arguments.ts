import { isDeeperThan } from '../../text/is-deeper-than.ts';

const deepest = 64;

/** Arguments of a tool call, or why they cannot be read. */
export type ReadArguments = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly reason: string };

/**
 * Reads the arguments a model wrote. Broken JSON is repaired; text that was cut off is repaired only when `lenient`, since the
 * rest of a file would be lost without a word.
 */
export async function readArguments(raw: string, options: { readonly lenient: boolean }): Promise<ReadArguments> {
  const args = await readJson(raw, options);
  return args.ok && isDeeperThan(args.value, deepest)
    ? { ok: false, reason: `The arguments are nested deeper than ${deepest} levels.` }
    : args;
}

async function readJson(raw: string, { lenient }: { readonly lenient: boolean }): Promise<ReadArguments> {
  const text = raw.trim();
  if (text === '') return { ok: true, value: {} };
  const value = parsed(text);
  if (value !== undefined) return { ok: true, value: typeof value === 'string' ? (parsed(value) ?? value) : value };
  if (!lenient && isCut(text))
    return { ok: false, reason: 'The arguments are cut off or not valid JSON. Send them whole, or in smaller pieces.' };
  const { jsonrepair } = await import('jsonrepair');
  try {
    return { ok: true, value: JSON.parse(jsonrepair(text)) };
  } catch {
    return { ok: false, reason: 'The arguments are not valid JSON.' };
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether a text that should be a JSON object ends inside a string or a bracket. */
function isCut(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (inString && char === '\\') at++;
    else if (char === '"') inString = !inString;
    else if (!inString && (char === '{' || char === '[')) depth++;
    else if (!inString && (char === '}' || char === ']')) depth--;
  }
  return inString || depth > 0;
}
