import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Artemis } from '../../src/artemis.ts';
import type { Plan } from '../../src/task/plan.ts';
import { scriptedLlm, scriptedVendor } from '../../src/testing/scripted-llm.ts';
import type { RunResult } from '../../src/task/run-result.ts';
import { makeHome, work } from './asking.ts';
import { builder, green, plug, type Primaries } from './with-components.ts';

async function runWithParts(primaries: Primaries): Promise<RunResult> {
  await using home = await makeHome();
  const artemis = new Artemis({ models: [{ vendor: 'scripted', model: 'scripted' }], stateDir: join(home.path, 'state') });
  try {
    await artemis.loadPlugin(scriptedVendor(scriptedLlm(work())));
    await plug(artemis, primaries);
    return await artemis.executeTask({ text: 'add two numbers', projectDir: home.projectDir });
  } finally {
    await artemis.close();
  }
}

const step = { title: 'one' };
const planned = (plan: unknown): Primaries => ({ reasoning: { plan: async () => plan as Plan } });

function cyclic(): unknown {
  const plan: Record<string, unknown> = { strategy: 's', steps: [step] };
  return Object.assign(plan, { plan });
}

function deep(): unknown {
  let below: unknown = null;
  for (let depth = 0; depth < 100_000; depth++) below = { below };
  return { strategy: 's', steps: [step], below };
}

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable(new Error('x'), {});
  revoke();
  return proxy;
}

const rejecting = (failure: unknown): Primaries => ({ reasoning: { plan: () => Promise.reject(failure) } });

describe('a component that answers with what cannot be kept', () => {
  it.each([
    ['contains itself', cyclic()],
    ['holds a bigint', { strategy: 's', steps: [step], big: 1n }],
    ['is deeper than anything can read', deep()],
    [
      'throws when it is written',
      {
        strategy: 's',
        steps: [step],
        toJSON: () => {
          throw new Error('no');
        },
      },
    ],
    ['is too large', { strategy: 's', steps: [{ title: 'x'.repeat(17 * 1024 * 1024) }] }],
    ['is a proxy that was revoked', { strategy: 's', steps: revoked() }],
  ])('X15: it %s: the floor serves, and the run says so', async (_, plan) => {
    const result = await runWithParts(planned(plan));
    expect(result).toMatchObject({ status: 'unverified', exitCode: 0, plan: { strategy: 'plain' } });
    expect(result.degraded.map(({ component }) => component)).toEqual(['reasoning']);
  });

  it('X15: what it changes in its answer later is not seen', async () => {
    const plan = { strategy: 'mine', steps: [step] };
    const late = { ...builder(green), baseline: async () => ({ madeBy: 'b', facts: null }) };
    const primaries: Primaries = {
      reasoning: { plan: async () => plan },
      build: { ...late, verify: async () => (Object.assign(plan, { strategy: 'other' }), green) },
    };
    expect(await runWithParts(primaries)).toMatchObject({ plan: { strategy: 'mine' } });
  });

  it.each([
    ['output', { output: {} }],
    ['warnings', { warnings: 'one' }],
    ['tests', { tests: [null] }],
    ['durationMs', { durationMs: 'long' }],
  ])('X15: a report of the gate with wrong %s is none', async (_, wrong) => {
    const result = await runWithParts({ build: { ...builder(green), verify: async () => ({ ...green, ...wrong }) as never } });
    expect(result).toMatchObject({ status: 'unverified', build: { status: 'not-built' } });
  });
});

describe('a component that fails with what cannot be looked at', () => {
  it.each([
    ['a revoked proxy', revoked()],
    ['nothing', undefined],
    [
      'a proxy without a prototype',
      new Proxy(
        {},
        {
          getPrototypeOf: () => {
            throw new Error('trap');
          },
          get: () => {
            throw new Error('trap');
          },
        },
      ),
    ],
  ])('X03: it rejects with %s: the floor serves', async (_, failure) => {
    const result = await runWithParts(rejecting(failure));
    expect(result).toMatchObject({ status: 'unverified', exitCode: 0, degraded: [{ component: 'reasoning' }] });
  });

  it('X03: the same where it judges its errors itself', async () => {
    const reasoning = { name: 'own', create: () => ({ plan: () => Promise.reject(revoked()) }), renewAfter: () => false };
    expect(await runWithParts({ reasoning })).toMatchObject({ exitCode: 0, degraded: [{ component: 'reasoning' }] });
  });
});
