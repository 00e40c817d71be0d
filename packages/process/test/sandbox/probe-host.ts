import { createSocket } from 'node:dgram';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findSandboxRuntime } from '../../src/sandbox/find-sandbox-runtime.ts';
import { inSandbox, type FindSandbox } from '../room.ts';

/** What the probes achieved. */
export interface ProbeResult {
  /** Outcome by probe; true is an escape. */
  readonly inside: Readonly<Record<string, boolean>>;
  /** Connections and packets that reached the host. */
  readonly reached: number;
  /** The file of the host afterwards. */
  readonly hostFile: string;
  /** Files the probes have left on the host. */
  readonly left: readonly string[];
}

const listening = (server: Server, where: object): Promise<Server> => new Promise((resolve) => server.listen(where, () => resolve(server)));
const portOf = (server: Server): number => {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
};

/** Lays out things on the host that must not be reached, and runs the probes inside the sandbox. */
export async function runProbes(find?: FindSandbox): Promise<ProbeResult> {
  const id = `${process.pid}-${Math.trunc(performance.now())}`;
  const [hostFile, hostShm, unixPath, abstractName] = [
    join('/var/tmp', `artemis-host-${id}`),
    `/dev/shm/artemis-host-${id}`,
    join(tmpdir(), `artemis-socket-${id}`),
    `artemis-abstract-${id}`,
  ];
  let reached = 0;
  const server = (): Server => createServer(() => void (reached += 1));
  const servers = [
    await listening(server(), { port: 0, host: '127.0.0.1' }),
    await listening(server(), { port: 0, host: '::1' }),
    await listening(server(), { path: unixPath }),
    await listening(server(), { path: `\0${abstractName}` }),
  ];
  const udp = createSocket('udp4', () => void (reached += 1));
  await new Promise<void>((resolve) => void udp.bind(0, '127.0.0.1', resolve));
  await writeFile(hostFile, 'canary-7f3a');
  await writeFile(hostShm, 'canary-7f3a');
  process.env['ARTEMIS_PROBE'] = 'canary-7f3a';
  const [tcp, tcp6] = servers;
  const knowledge = {
    hostPid: process.pid,
    tcpPort: tcp && portOf(tcp),
    tcp6Port: tcp6 && portOf(tcp6),
    udpPort: udp.address().port,
    unixPath,
    abstractName,
    hostFile,
    hostShm,
    nodePath: process.execPath,
    projectParent: tmpdir(),
  };
  const source = await readFile(join(import.meta.dirname, 'probes.mjs'), 'utf8');
  try {
    const result = await inSandbox(
      source.replace('process.argv[2]', JSON.stringify(JSON.stringify(knowledge)).replaceAll('$', '$$$$')),
      {
        wallMs: 120_000,
      },
      undefined,
      find,
    );
    const line = /^result (.*)$/m.exec(result.output)?.[1];
    if (line === undefined) throw new TypeError(`the probes did not run to their end: ${result.output}`);
    return {
      inside: JSON.parse(line) as ProbeResult['inside'],
      reached,
      hostFile: await readFile(hostFile, 'utf8'),
      left: (await readdir(tmpdir())).filter((name) => name.startsWith('artemis-owned')),
    };
  } finally {
    for (const one of servers) one.close();
    udp.close();
    await Promise.all([hostFile, hostShm, unixPath].map((path) => rm(path, { force: true })));
  }
}

const byRuntime: FindSandbox = async (search, call) =>
  findSandboxRuntime(search, (await search.toolchain.find('prlimit', '/nowhere'))?.file ?? null, call);

if (import.meta.main) {
  const probed = await runProbes(process.argv[2] === 'sandbox-runtime' ? byRuntime : undefined);
  console.log(`probed ${JSON.stringify(probed)}`);
}
