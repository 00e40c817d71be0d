import { canaries } from '@artemis/tooling-testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redact, Redactor } from '../../src/errors/redact.ts';

const wrappings: readonly (readonly [string, (secret: string) => string])[] = [
  ['alone', (secret) => secret],
  ['in a sentence', (secret) => `The key ${secret} was refused.`],
  ['in JSON', (secret) => JSON.stringify({ note: `first line\n${secret}\tend` })],
  ['in JSON in JSON', (secret) => JSON.stringify(JSON.stringify({ note: `\n${secret}` }))],
  ['in quotes', (secret) => `const key = '${secret}';`],
  ['after an encoded sign', (secret) => `https://example.test/?a%3D${secret}`],
  ['in a dump', (secret) => `PATH=/bin\nMY_SETTING=${secret}\nHOME=/`],
];

describe('redact', () => {
  it.each(canaries)('O05: hides a $name', ({ secret, hidden }) => {
    for (const [place, wrap] of wrappings) {
      const text = wrap(secret);
      expect(text, place).toContain(hidden);
      expect(redact(text), place).not.toContain(hidden);
    }
  });

  it('knows at least 60 formats', () => {
    expect(new Set(canaries.map(({ name }) => name)).size).toBeGreaterThanOrEqual(60);
  });

  it.each([
    'The task-list and the desk-booking-service-controller are risk-free.',
    'npm_config_registry and npm_lifecycle_event are set; see sk-button-primary.',
    'const token = parseToken(input); const password: string = options.password;',
    "expect(login({ user: 'ann', password: 'hunter2' })).toBe(true);",
    'max_tokens: 4096, inputTokens=12345, "outputTokens": 99',
    'postgres://postgres:postgres@localhost:5432/test',
    'PASSWORD=$1 TOKEN=${TOKEN} API_KEY=<your key>',
    'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU= commit 9557179d0f6e4a3cbb3e',
    'Authorization: `Bearer ${token}`',
    'see https://example.test/a:b@c and ssh://git@example.test/x.git at 10:30:00',
    '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----',
  ])('leaves ordinary text alone: %s', (text) => {
    expect(redact(text)).toBe(text);
  });

  it.each([
    ['postgres://app:s3cr3t-pa@ss@db.test/x', 'postgres://app:[redacted]@db.test/x'],
    ['redis://:p4ssw0rd!@cache.test', 'redis://:[redacted]@cache.test'],
    ['https://a1b2c3d4e5f6g7h8i9j0k1@example.test/r.git', 'https://[redacted]@example.test/r.git'],
    ['Authorization: Bearer abcdef0123456789', 'Authorization: Bearer [redacted]'],
    ['"authorization":"Basic dXNlcjpwYXNzd29yZDE="', '"authorization":"Basic [redacted]"'],
    ['x-api-key: 0123456789abcdefABCDEF', 'x-api-key: [redacted]'],
    ['https://x.test/?sig=abcd1234&sv=1', 'https://x.test/?sig=[redacted]&sv=1'],
    ['https://x.test/?key=abcd1234&v=1#top', 'https://x.test/?key=[redacted]&v=1#top'],
    ['Server=db;User=sa;Password=Hunter2;Encrypt=true', 'Server=db;User=sa;Password=[redacted];Encrypt=true'],
    ['AccountName=x;AccountKey=abcd1234/+==;Suffix=y', 'AccountName=x;AccountKey=[redacted];Suffix=y'],
    ['DB_PASSWORD=correcthorse\nLANG=C', 'DB_PASSWORD=[redacted]\nLANG=C'],
    ['aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYzEXAMPLEKEY', 'aws_secret_access_key = [redacted]'],
    ['{\\"client_secret\\":\\"abcdefgh12345678\\"}', '{\\"client_secret\\":\\"[redacted]\\"}'],
  ])('O05: hides what a telling name or place is given: %s', (text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it('O05: hides a private key whose end was cut off', () => {
    const body = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQ';
    expect(redact(`log: -----BEGIN PRIVATE KEY-----\n${body}\n${body}`)).toBe('log: [redacted]');
  });

  it('does not run over the end of a private key', () => {
    const key = '-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nMIIE\n-----END RSA PRIVATE KEY-----';
    expect(redact(`before\n${key}\nand after`)).toBe('before\n[redacted]\nand after');
  });

  it('changes nothing when run again', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(fc.string(), fc.constantFrom(...canaries.map(({ secret }) => secret)), fc.constantFrom('token=', ': ', '\\', '"')),
        ),
        (parts) => {
          const once = redact(parts.join(''));
          expect(redact(once)).toBe(once);
        },
      ),
    );
  });
});

describe('Redactor', () => {
  const secret = 'p"ss\\w/rd +ü{}';
  const redactor = new Redactor([secret]);

  it.each([
    ['as it is', (text: string) => text],
    ['in JSON', (text: string) => JSON.stringify(text)],
    ['in JSON in JSON', (text: string) => JSON.stringify(JSON.stringify(text))],
    ['in JSON with escaped slashes', (text: string) => JSON.stringify(text).replaceAll('/', '\\/')],
    ['in an address', (text: string) => encodeURIComponent(text)],
    ['in a form', (text: string) => encodeURIComponent(text).replaceAll('%20', '+')],
    ['in a lower-case address', (text: string) => encodeURIComponent(text).replaceAll(/%\w\w/g, (hex) => hex.toLowerCase())],
    ['in base64', (text: string) => Buffer.from(text).toString('base64')],
    ['in base64 after one byte', (text: string) => Buffer.from(`u${text}:x`).toString('base64')],
    ['in base64 after two bytes', (text: string) => Buffer.from(`u:${text}:x`).toString('base64')],
    ['in base64url', (text: string) => Buffer.from(`u:${text}`).toString('base64url')],
  ])('O05: hides a known secret %s', (_, write) => {
    const redacted = redactor.redact(`<${write(secret)}>`);
    expect(redacted).toContain('[redacted]');
    // What may be left of base64 are the characters shared with the neighbours.
    expect(redacted.replace('[redacted]', '').length).toBeLessThanOrEqual(12);
  });

  it('does not look for secrets of fewer than 6 characters', () => {
    expect(new Redactor(['x', '', 'abcde']).redact('x marks the abcde')).toBe('x marks the abcde');
  });

  it('hides the longer of two secrets that begin alike', () => {
    expect(new Redactor(['abcdef', 'abcdefgh']).redact('abcdefgh')).toBe('[redacted]');
  });

  it('O05: gives back JSON for JSON, and never the secret', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'n', 'u', '"', '\\', '{', '}', ',', ':', '/', '\n', 'é', '0') });
    fc.assert(
      fc.property(
        text,
        text,
        fc.string({ unit: fc.constantFrom('a', 'n', 'b', '"', '\\', ',', '\n', 't'), minLength: 6 }),
        (before, after, known) => {
          const json = JSON.stringify({ [`${before}k`]: [before + known + after, after] });
          const clean = new Redactor([known]).redactJson(json);
          const value = JSON.stringify(Object.values(JSON.parse(clean) as object));
          expect(value).not.toContain(JSON.stringify(known).slice(1, -1));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('leaves JSON without secrets as it is, byte for byte', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        expect(new Redactor(['not-in-there-ever']).redactJson(json)).toBe(json);
      }),
    );
  });
});

describe('hostile text', () => {
  // Quadratic time would take hours here, so the time limit of the test is the assertion.
  it.each([
    'sk-',
    'eyJaaaaaaaa-',
    'eyJaaaaaa.a-',
    'token=',
    'y=',
    '://a:',
    '-----BEGIN PRIVATE KEY-----\nA: b',
    '-',
    '\\',
    'key  :"',
    '123456:AA ',
    'a',
  ])('S37: 10 MB of %j take linear time', (unit) => {
    const text = unit.repeat(Math.ceil(10e6 / unit.length));
    expect(redact(text).length).toBeLessThanOrEqual(text.length);
  });

  it.each(['sk-ant-', 'eyJaaaaaaaa.eyJ', 'eyJ', '-----BEGIN PRIVATE KEY-----', 'token=', 'x://', 'SG.', '?key='])(
    'S37: 10 MB after %j overflow no stack',
    (start) => {
      const text = start + 'a1'.repeat(5e6);
      expect(redact(text).length).toBeLessThanOrEqual(text.length);
    },
  );
});
