import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from './start-chroma.ts';

const project = join(import.meta.dirname, '../neo4j');
const startTimeoutMs = 120_000;
const mavenTimeoutMs = 300_000;
const run = promisify(execFile);

/** A running Neo4j server that asks for no login. */
export interface Neo4jServer extends AsyncDisposable {
  /** Address for a driver. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Sends a signal to it, such as SIGSTOP. */
  signal(name: NodeJS.Signals): void;
  /** Ends it at once and waits until it is gone. Its data stay. */
  kill(): Promise<void>;
}

/** How a Neo4j server is started. */
export interface StartNeo4jOptions {
  /** Folder with its data. */
  readonly dir: string;
  /** Default: a free one. */
  readonly port?: number;
}

/** Whether this machine can start a Neo4j server: Java 17 or later and Maven are there. */
export async function canStartNeo4j(): Promise<boolean> {
  try {
    const { stderr } = await run('java', ['-version']);
    await run('mvn', ['-v']);
    return Number(/version "(\d+)/.exec(stderr)?.[1]) >= 17;
  } catch {
    return false;
  }
}

/** Starts a real Neo4j server and waits until it answers; rejects when it ends before, or takes two minutes. The first start on a machine lets Maven fetch its packages. */
export async function startNeo4j({ dir, port }: StartNeo4jOptions): Promise<Neo4jServer> {
  const chosen = port ?? (await freePort());
  const child = spawn('java', [...javaOptions, '-cp', await classPath(), join(project, 'GraphServer.java'), String(chosen), dir], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await exited;
  };
  const ready = new Promise<void>((resolve) => child.stdout.on('data', (data: Buffer) => data.includes('READY') && resolve()));
  const timer = setTimeout(() => void kill(), startTimeoutMs);
  try {
    await Promise.race([ready, exited.then(() => Promise.reject(new Error('the Neo4j server ended while it started')))]);
  } finally {
    clearTimeout(timer);
  }
  return {
    url: `bolt://127.0.0.1:${chosen}`,
    port: chosen,
    pid: child.pid ?? 0,
    signal: (name) => void child.kill(name),
    kill,
    [Symbol.asyncDispose]: kill,
  };
}

/** Little memory and a quick start; the packages Neo4j opens by reflection. */
const javaOptions: readonly string[] = [
  ...['java.nio', 'java.io', 'sun.nio.ch'].map((name) => `--add-opens=java.base/${name}=ALL-UNNAMED`),
  '-Xmx512m',
  '-XX:TieredStopAtLevel=1',
  '-XX:+UseSerialGC',
];

/** The jars of Neo4j. Maven is asked once a version; the answer is kept beside the installed packages. */
async function classPath(): Promise<string> {
  const version = /<neo4j\.version>(.*)<\/neo4j\.version>/.exec(await readFile(join(project, 'pom.xml'), 'utf8'))?.[1] ?? '';
  const file = join(import.meta.dirname, `../node_modules/.cache/neo4j-${version}.classpath`);
  const known = await readFile(file, 'utf8').catch(() => '');
  const [firstJar = ''] = known.split(delimiter);
  if (firstJar !== '' && existsSync(firstJar)) return known;
  await mkdir(dirname(file), { recursive: true });
  const fresh = `${file}.${process.pid}`;
  const goals = ['dependency:build-classpath', `-Dmdep.outputFile=${fresh}`];
  await run('mvn', ['-q', '-B', '-f', join(project, 'pom.xml'), ...goals], { timeout: mavenTimeoutMs });
  await rename(fresh, file);
  return readFile(file, 'utf8');
}
