import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askAt } from './ask.ts';

const canMakeCertificates = spawnSync('openssl', ['version']).status === 0;

describe.skipIf(!canMakeCertificates)('a server whose certificate nobody vouches for (needs openssl)', () => {
  let folder: string;
  let server: Server;
  let requests = 0;
  let handshakes = 0;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'artemis-tls-'));
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const make = [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-days',
      '1',
      '-subj',
      '/CN=localhost',
    ];
    execFileSync('openssl', [...make, '-keyout', key, '-out', cert], { stdio: 'ignore' });
    server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (_, response) => {
      requests++;
      response.end();
    });
    server.on('connection', () => handshakes++);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });

  it('L19: is sent nothing, and what has to be mended is said', async () => {
    const { port } = server.address() as AddressInfo;
    await expect(askAt(`https://127.0.0.1:${port}/v1`)).rejects.toMatchObject({
      code: 'ARTEMIS_E_MODEL_UNTRUSTED',
      kind: 'ask',
      facts: { reason: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
    });
    expect([handshakes, requests]).toEqual([1, 0]);
  });
});
