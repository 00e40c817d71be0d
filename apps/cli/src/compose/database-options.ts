import type { FeatureFlags } from '@artemis/core';
import type { KgOptions } from '@artemis/kg';
import type { RagOptions } from '@artemis/rag';
import type { Invocation } from '../invocation.ts';

type Environment = Invocation['env'];

/** Where Chroma listens unless somebody says otherwise. */
export const defaultChromaPort = 8000;

/** Options of retrieval: what is configured, above what the environment and the flags say. */
export const ragOptions = (
  { env, folders }: Pick<Invocation, 'env' | 'folders'>,
  { enableLearning }: FeatureFlags,
  configured: RagOptions = {},
): RagOptions => ({
  stateDir: `${folders.state}/rag`,
  learning: enableLearning,
  ...configured,
  chroma: { ...chromaFrom(env), ...configured.chroma },
});

/** Options of the code graph, in the same way. */
export const kgOptions = ({ env, folders }: Pick<Invocation, 'env' | 'folders'>, configured: KgOptions = {}): KgOptions => ({
  stateDir: `${folders.state}/kg`,
  ...configured,
  neo4j: { ...neo4jFrom(env), ...configured.neo4j },
});

function chromaFrom(env: Environment): NonNullable<RagOptions['chroma']> {
  const { CHROMA_HOST: host, CHROMA_PORT: port, CHROMA_API_KEY: apiKey, CHROMA_TENANT: tenant, CHROMA_DATABASE: database } = env;
  const url = host?.includes('://') === true ? host : `http://${host || '127.0.0.1'}:${port || defaultChromaPort}`;
  return { ...(host || port ? { url } : {}), ...filled({ apiKey, tenant, database }) };
}

const neo4jFrom = (env: Environment): NonNullable<KgOptions['neo4j']> =>
  filled({ url: env['NEO4J_URI'], user: env['NEO4J_USERNAME'], password: env['NEO4J_PASSWORD'], database: env['NEO4J_DATABASE'] });

type Filled<T> = { readonly [K in keyof T]?: string };

/** A variable that is empty counts as one that is not set. */
const filled = <T extends Readonly<Record<string, string | undefined>>>(values: T): Filled<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== '')) as Filled<T>;
