import { Writable } from 'node:stream';
import { Redactor, type BuildReport, type RunEvent, type RunResult, type StampedEvent } from '@artemis/core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderEvent } from '../../src/render/render-event.ts';
import { Output } from '../../src/terminal/output.ts';

const options = { command: 'artemis', version: '1.2.3', host: 'api.example', verbose: true };
const stamped = (event: RunEvent): StampedEvent => ({ v: 1, seq: 1, ts: '2026-01-01T00:00:00.000Z', runId: 'abc123', ...event });
const texts = (event: RunEvent, verbose = true): readonly string[] =>
  renderEvent(stamped(event), { ...options, verbose }).map(({ text }) => text);

const plain = new Redactor();

/** What reaches the terminal. */
function printed(event: RunEvent, colour: boolean): string {
  let written = '';
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      written += chunk.toString();
      done();
    },
  });
  new Output(stream, { colour, redactor: () => plain, onFailure: () => {} }).print(...renderEvent(stamped(event), options));
  return written;
}

const report = (text: string): BuildReport => ({
  status: 'failed',
  summary: text,
  command: text,
  tests: [{ name: text, status: 'failed' }],
  evidence: { kind: 'none', detail: text },
  warnings: [text],
  durationMs: 1,
});

const result = (text: string): RunResult => ({
  runId: 'abc123',
  status: 'failed',
  verified: false,
  exitCode: 1,
  approach: text,
  files: [{ path: text, change: 'created', addedLines: 1, removedLines: 0, sha256: null }],
  build: report(text),
  review: { status: 'changes-requested', findings: [], summary: text },
  served: [],
  degraded: [{ component: text, from: text, fallback: text, reason: text, since: '' }],
  warnings: [text],
  cost: { calls: 1, inputTokens: 1, outputTokens: 1, usd: null },
  durationMs: 1,
  error: { code: text, message: text, hint: text },
});

/** One event of each kind, with the text wherever somebody else has a say. */
const eventsWith = (text: string): readonly RunEvent[] => [
  { type: 'run.started', task: text, projectDir: text, model: text, resumed: true },
  { type: 'run.completed', result: result(text) },
  { type: 'run.failed', result: result(text) },
  { type: 'plan.made', plan: { strategy: text, steps: [{ title: text }, { title: text }] } },
  { type: 'context.gathered', items: 1, titles: [text] },
  { type: 'capability.served', capability: text, servedBy: { name: text, rung: 'floor' } },
  { type: 'component.degraded', degradation: { component: text, from: text, fallback: text, reason: text, since: '' } },
  { type: 'component.recovered', component: text, servedBy: text },
  { type: 'circuit.changed', component: text, implementation: text, from: 'closed', to: 'open', retryAfterMs: 1, reason: text },
  { type: 'retry.scheduled', component: text, attempt: 2, maxAttempts: 3, waitMs: 1, reason: text },
  { type: 'model.requested', model: text, inputBytes: 1 },
  { type: 'model.answered', model: text, durationMs: 1, inputTokens: 1, outputTokens: 1, usd: null, replayed: false },
  { type: 'model.failed', model: text, code: 'x', message: text },
  { type: 'answer.repaired', repair: 1, reason: text },
  { type: 'tool.completed', tool: text, input: text, ok: false, summary: text, durationMs: 1 },
  { type: 'tool.completed', tool: text, input: text, ok: true, summary: text, durationMs: 1, developer: text },
  { type: 'model.answered', model: text, durationMs: 1, inputTokens: 1, outputTokens: 1, usd: null, replayed: true, developer: text },
  { type: 'developer.started', developer: text, model: text, work: text },
  { type: 'developer.ended', developer: text, outcome: 'passed', reason: text, durationMs: 1 },
  { type: 'developer.ended', developer: text, outcome: 'failed', reason: text, durationMs: 1 },
  { type: 'developer.chosen', developer: text, model: null, reason: text },
  { type: 'file.changed', file: { path: text, change: 'created', addedLines: 1, removedLines: 0, sha256: null } },
  { type: 'file.refused', path: text, code: 'x', reason: text },
  { type: 'gate.completed', report: report(text) },
  { type: 'gate.completed', report: { ...report(text), status: 'passed' } },
  { type: 'gate.completed', report: { ...report(text), status: 'inconclusive' } },
  {
    type: 'review.completed',
    report: { status: 'approved', summary: text, findings: [{ path: text, line: 1, severity: 'note', message: text }] },
  },
  { type: 'plugin.loaded', plugin: text, capabilities: [text] },
  { type: 'plugin.refused', plugin: text, code: 'x', reason: text },
  { type: 'warning.raised', message: text },
];

describe('C09: text of others is never obeyed by a terminal', () => {
  const hostile =
    '\u001b[2J\u001b]0;title\u0007\u001b]8;;http://evil\u001b\\link\u001b]8;;\u001b\\\u001b]52;c;ZXZpbA==\u0007\u009b31m\u202e\r\n ok Done: succeeded';
  const control = /[\0-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]/;

  it('in any event', () => {
    for (const event of eventsWith(hostile))
      expect({ type: event.type, text: control.exec(printed(event, false)) }).toEqual({ type: event.type, text: null });
  });

  it('whatever it is, and with no more lines than we print ourselves', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.nat(eventsWith('').length - 1), (text, index) => {
        const [event, harmless] = [eventsWith(text)[index], eventsWith('x')[index]];
        if (!event || !harmless) return;
        const shown = printed(event, false);
        expect(control.test(shown)).toBe(false);
        expect(shown.split('\n').length).toBeLessThanOrEqual(
          printed(harmless, false).split('\n').length +
            (event.type === 'run.completed' || event.type === 'run.failed' ? text.split('\n').length : 0),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('and the only sequences left are our own colours', () => {
    for (const event of eventsWith(hostile)) expect(printed(event, true).replace(/\u001b\[\d+m/g, '')).not.toMatch(control);
  });
});

describe('lines', () => {
  it('begin a run with version, id, model and host', () => {
    expect(texts({ type: 'run.started', task: 't', projectDir: '/p', model: 'm', resumed: false })).toEqual([
      'artemis 1.2.3  run abc123  model m via api.example',
    ]);
  });

  it('say which of several developers does it, how each ended, and whose work is taken', () => {
    const tool = { type: 'tool.completed', tool: 'read', input: '{"path":"a.js"}', ok: true, summary: '3 lines', durationMs: 1 } as const;
    expect(texts(tool)).toEqual(['  read     a.js   3 lines']);
    expect(texts({ ...tool, developer: 'dev-2' })).toEqual(['  dev-2   read     a.js   3 lines']);
    expect(texts({ type: 'developer.started', developer: 'other', model: null, work: 'command x' })).toEqual([
      '  other   starts   command x',
    ]);
    const ended = { type: 'developer.ended', developer: 'dev-1', reason: '1 failed', durationMs: 1_500 } as const;
    expect((['passed', 'not-passed', 'failed', 'stopped'] as const).map((outcome) => texts({ ...ended, outcome })[0])).toEqual([
      'ok dev-1 passed (1.5s): 1 failed',
      '! dev-1 did not pass (1.5s): 1 failed',
      '! dev-1 made nothing (1.5s): 1 failed',
      '  dev-1 was stopped (1.5s): 1 failed',
    ]);
    expect(texts({ type: 'developer.chosen', developer: 'dev-2', model: 'm', reason: 'its gate passed' })).toEqual([
      '> dev-2 is chosen: its gate passed',
    ]);
  });

  it('say state in words beside the colour', () => {
    expect(
      texts({ type: 'gate.completed', report: { ...report('npm test'), status: 'passed', tests: [{ name: 'a', status: 'passed' }] } })[0],
    ).toBe('  ok passed   npm test   1 passed   1ms');
    expect(
      texts({
        type: 'circuit.changed',
        component: 'llm',
        implementation: 'm',
        from: 'half-open',
        to: 'closed',
        retryAfterMs: null,
        reason: null,
      }),
    ).toEqual(['ok circuit llm m: closed again']);
  });

  it('name only commands that exist, called as the reader can call them', () => {
    const lines = renderEvent(
      stamped({
        type: 'run.failed',
        result: { ...result('x'), status: 'deferred', error: { code: 'C', message: 'm', hint: 'Go on with: artemis resume' } },
      }),
      { ...options, command: 'npx @artemis/cli' },
    );

    expect(lines.map(({ text }) => text).join('\n')).toContain('Go on with: npx @artemis/cli resume');
    expect(lines.at(-1)?.text).toBe(
      'Continue: npx @artemis/cli resume abc123      Undo: npx @artemis/cli undo abc123      Details: npx @artemis/cli runs show abc123',
    );
  });

  it('leave out what happens behind the scenes unless asked', () => {
    const event: RunEvent = {
      type: 'capability.served',
      capability: 'rag',
      servedBy: { name: 'none', rung: 'floor' },
      reason: 'not-installed',
    };

    expect([texts(event, false), texts(event, true).length]).toEqual([[], 1]);
  });
});
