import * as promises from 'node:fs/promises';
import type { CallContext, Developer, DevelopRequest, Patch, Plugin, PluginHost } from '@artemis/core';
import { definePlugin } from '@artemis/core';
import type { CopyFileSystem } from '@artemis/process';
import supervisionPlugin, { type SupervisionOptions } from '../../src/index.ts';

/**
 * What becomes of a supervisor at one of its steps.
 *
 * - `throws`: this step and all later ones fail.
 * - `freezes`: this step and all later ones never end.
 * - `wanders`: it is given up, and works on behind.
 */
export type Death = 'throws' | 'freezes' | 'wanders';

/** Counts the steps of a supervisor, and kills it at one of them. */
export class Killer {
  readonly killed: Promise<never>;
  steps = 0;
  fired = false;
  readonly #at: number;
  readonly #death: Death;
  #kill: (reason: Error) => void = () => {};

  /** @param at - The step it dies at, from 1; `Infinity` for none. */
  constructor(at: number, death: Death) {
    this.#at = at;
    this.#death = death;
    this.killed = new Promise((_, reject) => (this.#kill = reject));
    this.killed.catch(() => {});
  }

  /** A step that is about to be made. */
  async step(): Promise<void> {
    if (++this.steps === this.#at) {
      this.fired = true;
      this.#kill(new TypeError(`killed at step ${this.steps}`));
    }
    if (!this.fired || this.#death === 'wanders') return;
    if (this.#death === 'throws') throw new TypeError('it is dead');
    await new Promise(() => {});
  }

  /** The same function, with a step before and after it. */
  around<A extends readonly unknown[], R>(act: (...args: A) => Promise<R>): (...args: A) => Promise<R> {
    return async (...args) => {
      await this.step();
      const result = await act(...args);
      await this.step();
      return result;
    };
  }

  /** The disk, with a step before each call. */
  get fs(): CopyFileSystem {
    return new Proxy<CopyFileSystem>(promises, {
      get: (target, name) => {
        const act = Reflect.get(target, name) as (...args: readonly unknown[]) => Promise<unknown>;
        return async (...args: readonly unknown[]) => {
          await this.step();
          return act(...args);
        };
      },
    });
  }

  #around(request: DevelopRequest): DevelopRequest {
    return {
      ...request,
      ask: this.around(request.ask),
      check: this.around(request.check),
      tools: this.around(request.tools),
      branch: async (options) => this.#around(await this.around(request.branch)(options)),
    };
  }

  /** Our plugin, whose supervisor dies as told: from then on it answers nobody. */
  plugin(options: SupervisionOptions): Plugin {
    const around = (developer: Developer): Developer => ({
      develop: (request: DevelopRequest, call: CallContext): Promise<Patch> =>
        Promise.race([developer.develop(this.#around(request), call), this.killed]),
    });
    return definePlugin({
      name: 'artemis-plugin-mortal',
      apiVersion: 1,
      async setup(host) {
        const register: PluginHost['register'] = (capability, component) => {
          if (capability !== 'supervision') return;
          const { primary, fallback } = component as unknown as Parameters<typeof host.register<'supervision'>>[1];
          const create = async (call: CallContext): Promise<Developer> => around(await primary.create(call));
          host.register('supervision', { primary: { ...primary, create, dispose: () => {} }, fallback });
        };
        await supervisionPlugin(options).setup({ ...host, register });
      },
    });
  }
}
