import { sanitizeText, type ToolResult } from '@artemis/core';
import type { CallToolResult } from '@modelcontextprotocol/client';

type Content = CallToolResult['content'][number];

/** Largest text of a result; a model is not shown more at once, and the journal keeps every result. */
const mostChars = 64_000;
const mostParts = 200;

/**
 * What a model is told of a result: its texts, and a mark for everything else. Longer texts are cut, and say so.
 *
 * @param misfit - What of the structured part does not fit the schema its server has promised.
 */
export function resultText(result: CallToolResult, misfit: (data: unknown) => string | null): ToolResult {
  const parts = result.content.slice(0, mostParts).map(partText);
  if (result.content.length > mostParts) parts.push(`[${result.content.length - mostParts} more parts left out]`);
  if (parts.length === 0 && result.structuredContent !== undefined) parts.push(structuredText(result.structuredContent));
  const text = sanitizeText(capped(parts.join('\n')));
  const complaint = result.structuredContent === undefined || result.isError === true ? null : misfitOf(result.structuredContent, misfit);
  return {
    ok: result.isError !== true,
    text: complaint === null ? text : `${text}\n[its structured part is not what the server promised: ${complaint}]`,
  };
}

function partText(part: Content): string {
  switch (part.type) {
    case 'text':
      return part.text;
    case 'image':
    case 'audio':
      return leftOut(part.type, part.mimeType, part.data);
    case 'resource': {
      const { resource } = part;
      return 'text' in resource ? `${resource.uri}:\n${resource.text}` : leftOut(resource.uri, resource.mimeType ?? 'data', resource.blob);
    }
    case 'resource_link':
      return `[link to ${part.uri}: ${part.name}]`;
    default:
      return '[a part of an unknown kind left out]';
  }
}

const leftOut = (what: string, type: string, base64: string): string =>
  `[${what} of ${Math.floor((base64.length * 3) / 4)} bytes left out: ${type}]`;

function structuredText(data: unknown): string {
  try {
    return JSON.stringify(data) ?? '';
  } catch {
    return '[data that is too deep left out]';
  }
}

function misfitOf(data: unknown, misfit: (data: unknown) => string | null): string | null {
  try {
    const complaint = misfit(data);
    return complaint && sanitizeText(complaint, 200);
  } catch {
    return 'it cannot be checked';
  }
}

/** Beginning and end stay. */
function capped(text: string): string {
  if (text.length <= mostChars) return text;
  const half = mostChars / 2;
  return `${text.slice(0, half).toWellFormed()}\n[${text.length - mostChars} characters left out]\n${text.slice(-half).toWellFormed()}`;
}
