import { flagsByKey } from '@artemis/core';
import { z } from 'zod';
import type { Config } from './config.ts';
import { durationForm, parseDuration, parseWait, waitForm } from './duration.ts';

const name = z.string().trim().min(1).max(200);
const url = z.url({ protocol: /^https?$/, error: 'expected an address that begins with http:// or https://' });
const variable = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'expected the name of an environment variable, not its value');
const whole = (most: number): z.ZodNumber => z.number().int().min(1).max(most);

const header = z.string().regex(/^[\x20-\x7e\t]{0,4096}$/, 'expected a header value: one line of plain ASCII text');
const dollars = z.number().min(0).max(1e6);

const price = z.strictObject({ inputUsdPerMillion: dollars, outputUsdPerMillion: dollars });

const configuredModel = z.strictObject({
  model: name,
  vendor: name.optional(),
  baseUrl: url.optional(),
  keyVariable: variable.optional(),
  tier: z.number().min(-1e6).max(1e6).optional(),
  price: price.optional(),
  headers: z.record(z.string().regex(/^[\w!#$%&'*+.^`|~-]{1,100}$/, 'expected the name of a header'), header).optional(),
});

const model = z.union([name, configuredModel]);

const limits = z.strictObject({
  timeout: z
    .string(`expected ${durationForm}`)
    .refine((text) => parseDuration(text) !== null, `expected ${durationForm}`)
    .optional(),
  patience: z
    .string(`expected ${waitForm}`)
    .refine((text) => parseWait(text) !== null, `expected ${waitForm}`)
    .optional(),
  maxAttempts: whole(100).optional(),
  maxCostUsd: z.number().positive().max(1e6).optional(),
  maxTokens: whole(1e12).optional(),
  maxCalls: whole(1e6).optional(),
});

const config = z.strictObject({
  version: whole(1e6).optional(),
  profile: name.optional(),
  models: z.array(model).min(1).max(20).optional(),
  plugins: z.record(name, z.union([z.boolean(), z.record(z.string(), z.unknown())])).optional(),
  mcpServers: z.record(name, z.unknown()).optional(),
  flags: z.partialRecord(z.enum([...new Set(flagsByKey.values())]), z.boolean()).optional(),
  limits: limits.optional(),
  strict: z.boolean().optional(),
});

/** What a configuration file must look like. Keys are in camelCase here; files may use snake_case. */
export const configSchema: z.ZodType<Config> = config;

/** Keys a configuration may have at some place, and those of the other places. */
export function knownKeys([section, , inner]: readonly PropertyKey[]): {
  readonly here: readonly string[];
  readonly anywhere: readonly string[];
} {
  const places = [config, limits, configuredModel, price].map(({ shape }) => Object.keys(shape));
  const [top = [], ofLimits = [], ofModels = [], ofPrices = []] = places;
  const here = section === 'limits' ? ofLimits : section === 'models' ? (inner === 'price' ? ofPrices : ofModels) : top;
  return { here, anywhere: places.flat() };
}
