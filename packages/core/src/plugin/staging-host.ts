import type { OptionalCapability } from '../capability/capabilities.ts';
import type { Component } from '../component/component.ts';
import { optionalCapabilities } from '../flags/flag-definitions.ts';
import { nearestName } from '../flags/nearest-name.ts';
import type { ModelFactory } from '../llm/model-vendors.ts';
import type { PluginHost } from './plugin.ts';
import { PluginRefusedError, type PluginRule } from './plugin-refused-error.ts';
import { validateComponent } from './validate-component.ts';

/** The vendor core itself serves. */
const ownVendor = 'openai';

/** Registrations of one plugin, kept back until its whole setup has ended well. */
export interface Staging {
  /** What the plugin is given. */
  readonly host: PluginHost;
  readonly components: ReadonlyMap<OptionalCapability, Component<never>>;
  readonly vendors: ReadonlyMap<string, ModelFactory>;
  /** The first registration that was refused. It counts even when the plugin swallows the error. */
  readonly refusal: PluginRefusedError | undefined;
  /** From now on a registration has no effect. */
  close(): void;
}

/** Opens a host for the setup of one plugin. */
export function openStaging(plugin: string, surroundings: Pick<PluginHost, 'logger' | 'metrics' | 'signal'>): Staging {
  const components = new Map<OptionalCapability, Component<never>>();
  const vendors = new Map<string, ModelFactory>();
  let refusal: PluginRefusedError | undefined;
  let open = true;

  /** Keeps a registration whose checks it passes, and remembers the first that does not. */
  const admit = (what: string, check: () => void, keep: () => void): void => {
    if (!open) {
      // It comes out of a timer, say: an error thrown there has nobody to catch it and would end the process.
      surroundings.logger.warn({ plugin, what }, `Plugin "${plugin}" registered ${what} after its setup had ended; that has no effect.`);
      return;
    }
    try {
      check();
    } catch (error) {
      refusal ??= error as PluginRefusedError;
      throw error;
    }
    keep();
  };

  const host: PluginHost = Object.freeze({
    ...surroundings,
    register(capability: OptionalCapability, component: Component<never>): void {
      admit(
        'a component',
        () => checkRegistration(plugin, capability, component, components),
        () => void components.set(capability, component),
      );
    },
    registerModelVendor(vendor: string, create: ModelFactory): void {
      admit(
        'a model vendor',
        () => checkVendor(plugin, vendor, create, vendors),
        () => void vendors.set(vendor, create),
      );
    },
  });
  return {
    host,
    components,
    vendors,
    get refusal() {
      return refusal;
    },
    close: () => void (open = false),
  };
}

function checkRegistration(plugin: string, capability: string, component: unknown, taken: ReadonlyMap<string, unknown>): void {
  if (!(optionalCapabilities as readonly unknown[]).includes(capability)) throw unknownCapability(plugin, capability);
  if (taken.has(capability))
    throw refused(plugin, 'capability-taken', `registers "${capability}" twice`, 'Register one component for each capability.');
  validateComponent(plugin, capability, component);
}

function unknownCapability(plugin: string, capability: unknown): PluginRefusedError {
  if (capability === 'llm') return refused(plugin, 'capability', 'registers "llm"', 'Models are added with registerModelVendor.');
  const nearest = typeof capability === 'string' ? nearestName(capability, optionalCapabilities) : undefined;
  const hint = nearest === undefined ? `There are ${optionalCapabilities.join(', ')}.` : `Did it mean "${nearest}"?`;
  const shown = typeof capability === 'string' ? JSON.stringify(capability.slice(0, 64)) : `a ${typeof capability}`;
  return refused(plugin, 'capability', `registers ${shown}, which is no capability`, hint);
}

function checkVendor(plugin: string, vendor: unknown, create: unknown, taken: ReadonlyMap<string, unknown>): void {
  const hint = 'A vendor is lower-case letters, digits and "-", with a function that makes a model.';
  if (typeof vendor !== 'string' || !/^[a-z0-9][a-z0-9-]{0,63}$/.test(vendor))
    throw refused(plugin, 'vendor', 'registers a model vendor without a valid name', hint);
  if (vendor === ownVendor || taken.has(vendor))
    throw refused(plugin, 'vendor', `registers the model vendor "${vendor}", which is taken`, 'Choose another name for the vendor.');
  if (typeof create !== 'function') throw refused(plugin, 'vendor', `registers the model vendor "${vendor}" without a function`, hint);
}

const refused = (plugin: string, rule: PluginRule, problem: string, hint: string): PluginRefusedError =>
  new PluginRefusedError(plugin, rule, problem, { hint });
