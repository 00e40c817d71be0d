import type { LlmMessage, ToolCall } from '../capability/llm.ts';
import { capText } from './cap-text.ts';
import type { Turn } from './conversation.ts';

/** A conversation by what may go: turns may, the opening may only get shorter. */
export interface Room {
  readonly opening: readonly LlmMessage[];
  /** The opening without what helps but is not needed. */
  readonly short: readonly LlmMessage[];
  /** Oldest first. */
  readonly turns: readonly Turn[];
}

/** Turns at the end that stay whole for as long as possible. */
const freshTurns = 2;
/** Room is made down to this share, so that it is not made again with every answer: that would cost the server's cache. */
const targetRatio = 0.6;
const charsPerToken = 4;
const leftOut = '[left out to save room; call the tool again if you need it]';
const shortTextChars = 200;
const cappedResultChars = 2_000;

/** Size of anything that is sent, in tokens: a quarter of its characters. */
export const estimateTokens = (value: unknown): number => Math.ceil(JSON.stringify(value).length / charsPerToken);

const tokensOf = ({ opening, turns }: Room): number => estimateTokens(opening) + estimateTokens(turns);

/**
 * Makes a conversation fit, gentlest step first: old results, old texts of calls, whole old turns, the helpful part of the opening,
 * long fresh results. A result never goes without its call, nor a call without its result.
 */
export function makeRoom(room: Room, maxTokens: number): Room {
  const target = maxTokens * targetRatio;
  let now = oldTurns(room, target, withoutResults);
  now = oldTurns(now, target, withoutLongArguments);
  while (tokensOf(now) > maxTokens && now.turns.length > freshTurns) now = { ...now, turns: now.turns.slice(1) };
  if (tokensOf(now) > maxTokens) now = { ...now, opening: now.short };
  if (tokensOf(now) > maxTokens) now = { ...now, turns: now.turns.map((turn) => turn.map(capResult)) };
  return now;
}

/** Shortens turns that are not fresh, oldest first, until the target is met. */
function oldTurns(room: Room, target: number, shorten: (message: LlmMessage) => LlmMessage): Room {
  let excess = tokensOf(room) - target;
  const turns = room.turns.map((turn, index) => {
    if (excess <= 0 || index >= room.turns.length - freshTurns) return turn;
    const shorter = turn.map(shorten);
    excess -= estimateTokens(turn) - estimateTokens(shorter);
    return shorter;
  });
  return { ...room, turns };
}

function withoutResults(message: LlmMessage): LlmMessage {
  return message.role === 'tool' && message.content.length > shortTextChars ? { ...message, content: leftOut } : message;
}

function withoutLongArguments(message: LlmMessage): LlmMessage {
  if (message.role !== 'assistant' || !message.toolCalls) return message;
  return { ...message, toolCalls: message.toolCalls.map(withoutLongTexts) };
}

/** The arguments stay JSON of the same shape: servers parse them. */
function withoutLongTexts(call: ToolCall): ToolCall {
  if (call.arguments.length <= shortTextChars) return call;
  const shortened: unknown = JSON.parse(call.arguments, (_, value: unknown) =>
    typeof value === 'string' && value.length > shortTextChars ? leftOut : value,
  );
  return { ...call, arguments: JSON.stringify(shortened) };
}

function capResult(message: LlmMessage): LlmMessage {
  return message.role === 'tool' ? { ...message, content: capText(message.content, cappedResultChars) } : message;
}
