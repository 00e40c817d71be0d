import { createHash } from 'node:crypto';
import { sanitizeLine, sanitizeText } from '@artemis/core';
import { canonicalJson } from './canonical-json.ts';

/** A tool as its server lists it, cleaned of what may not reach a model or a terminal. */
export interface ListedTool {
  /** As the server calls it. */
  readonly name: string;
  readonly description: string;
  /** JSON Schema of the arguments; its type is `object`. */
  readonly inputSchema: Readonly<Record<string, unknown>>;
  /** JSON Schema of the structured part of its results, where it promises one. */
  readonly outputSchema?: Readonly<Record<string, unknown>>;
  /** SHA-256 of everything the server says about it. What the user approves is this. */
  readonly hash: string;
}

/** What of a listing can be used, and what is left out. */
export interface Listing {
  readonly tools: readonly ListedTool[];
  /** One sentence for each tool that is left out. */
  readonly left: readonly string[];
}

const mostTools = 128;
const mostNameChars = 200;
const mostSchemaChars = 16_000;
const mostDescriptionChars = 4_000;

/** A tool as the protocol has it. */
interface WireTool {
  readonly name: string;
  readonly description?: string | undefined;
  readonly inputSchema: unknown;
  readonly outputSchema?: unknown;
}

/**
 * Takes from a listing what can be offered to a model. A tool that is too large, or has a name that came before, is left out: one
 * tool must not fill the request of every question, and none may stand in for another.
 *
 * @param isSchema - Whether something is a JSON Schema that vendors of models accept.
 */
export function readListing(wire: readonly WireTool[], isSchema: (value: unknown) => boolean): Listing {
  const tools = new Map<string, ListedTool>();
  const left: string[] = [];
  for (const [index, tool] of wire.entries()) {
    const problem = index >= mostTools ? `it is beyond the first ${mostTools}` : problemOf(tool, isSchema);
    if (problem === null && !tools.has(tool.name)) tools.set(tool.name, listed(tool));
    else left.push(`${sanitizeLine(tool.name, 60)}: ${problem ?? 'the name comes twice'}`);
  }
  return { tools: [...tools.values()], left: left.slice(0, mostTools) };
}

function problemOf({ name, inputSchema, outputSchema }: WireTool, isSchema: (value: unknown) => boolean): string | null {
  if (name.trim() === '' || name.length > mostNameChars) return 'its name is empty or too long';
  // Who approves a tool knows it by its name.
  if (sanitizeLine(name) !== name) return 'its name hides or reorders text';
  if (sizeOf(inputSchema) > mostSchemaChars || sizeOf(outputSchema ?? {}) > mostSchemaChars) return 'its schema is too large';
  if (!isRecord(inputSchema) || inputSchema['type'] !== 'object' || !isSchema(inputSchema)) return 'its schema is none for arguments';
  // Who approves a tool reads its schema too: what cannot be seen must not reach a model.
  return isPlain(withPlainTexts(inputSchema)) ? null : 'its schema has names that hide or reorder text';
}

function listed(tool: WireTool): ListedTool {
  const { name, description = '', inputSchema, outputSchema } = tool;
  return {
    name,
    description: sanitizeText(description).slice(0, mostDescriptionChars),
    inputSchema: withPlainTexts(inputSchema) as ListedTool['inputSchema'],
    ...(isRecord(outputSchema) && { outputSchema }),
    hash: createHash('sha256').update(canonicalJson(tool)).digest('hex'),
  };
}

/** A copy whose texts hold nothing that hides, reorders or controls. Names stay: they are what a model has to write. */
const withPlainTexts = (schema: unknown): unknown =>
  JSON.parse(JSON.stringify(schema), (_, value: unknown) => (typeof value === 'string' ? sanitizeText(value) : value));

const isPlain = (schema: unknown): boolean => {
  const json = JSON.stringify(schema);
  return sanitizeText(json) === json && !escaped.test(json);
};

/** Control characters, as JSON writes them; a line break in a text is none. */
const escaped = /\\u00[01]|\\[bfr]/;

/** Infinite for what is no JSON, or too deep to be written. */
function sizeOf(value: unknown): number {
  try {
    return JSON.stringify(value).length;
  } catch {
    return Infinity;
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
