import { describe, expect, it } from 'vitest';
import { readClaudeAnswer } from '../src/read-claude-answer.ts';
import { claudeEvents } from './strict-servers.ts';

const ping = 'event: ping\ndata: {"type":"ping"}\n\n';
const thinking =
  'event: content_block_start\ndata: {"type":"content_block_start","index":9,"content_block":{"type":"thinking","thinking":"","signature":""}}\n\n';
const thought = 'event: content_block_stop\ndata: {"type":"content_block_stop","index":9}\n\n';

/** Reads a stream that comes part by part, and counts what is taken for progress. */
async function progressOf(parts: readonly string[]): Promise<number> {
  let progress = 0;
  const watch = { signal: new AbortController().signal, progressed: () => void progress++, finished: () => {} };
  const encoder = new TextEncoder();
  const queue = parts.map((part) => encoder.encode(part));
  const body = new ReadableStream<Uint8Array>({
    pull(stream) {
      const next = queue.shift();
      if (next) stream.enqueue(next);
      else stream.close();
    },
  });
  const answer = await readClaudeAnswer(new Response(body), {
    origin: { model: 'm', endpoint: 'host' },
    watch,
    maxAnswerBytes: 100_000,
    wallMs: () => 0,
  });
  expect(answer.content).toBe('Here it is.');
  return progress;
}

const [start = '', , ...answer] = claudeEvents({ text: 'Here it is.' });
const pings = Array.from({ length: 10 }, () => ping);

describe('signs of life', () => {
  it('count as progress while the model thinks, since its thoughts may be withheld', async () => {
    const without = await progressOf([start, thinking, thought, ...answer]);
    expect(await progressOf([start, thinking, ...pings, thought, ...answer])).toBe(without + 10);
  });

  it('L06: are no progress at any other time', async () => {
    const without = await progressOf([start, ...answer]);
    expect(await progressOf([start, ...pings, ...answer])).toBe(without);
  });
});
