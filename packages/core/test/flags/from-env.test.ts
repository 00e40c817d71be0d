import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FeatureFlags } from '../../src/flags/feature-flags.ts';
import { nodeFileSystem } from '../../src/ports/node-file-system.ts';
import { faultyFileSystem } from '../../src/testing/faulty-file-system.ts';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'artemis-flags-'));
  file = join(folder, 'flags.json');
});
afterEach(() => rm(folder, { recursive: true }));

const load = (env: Record<string, string> = { ARTEMIS_FEATURE_FLAGS: file }): Promise<FeatureFlags> => FeatureFlags.fromEnv(env);
const refusal = (rule: string, more: object = {}): object =>
  expect.objectContaining({ code: 'ARTEMIS_E_FLAGS_FILE', rule, facts: expect.objectContaining({ file, ...more }) });

describe('fromEnv', () => {
  it('P03: gives the defaults when no file is named', async () => {
    expect((await load({})).toJSON()).toEqual(FeatureFlags.defaults().toJSON());
    expect((await load({ ARTEMIS_FEATURE_FLAGS: '' })).toJSON()).toEqual(FeatureFlags.defaults().toJSON());
  });

  it.each(['enable_kg', 'enableKg', 'enable_knowledge_graph', 'enableKnowledgeGraph'])('reads the key %s', async (key) => {
    await writeFile(file, JSON.stringify({ [key]: false }));
    const flags = await load();
    expect(flags.enableKg).toBe(false);
    expect(flags.evaluate('enableKg')).toMatchObject({ reason: 'STATIC', source: file });
  });

  it.each([
    ['enable_supervisor', 'enableSupervision'],
    ['enable_code_review', 'enableReview'],
    ['enable_reasoning_strategies', 'enableReasoning'],
    ['enable_build_managers', 'enableBuild'],
    ['enable_build_system', 'enableBuild'],
    ['enable_mcp_servers', 'enableMcp'],
    ['enable_checkpoint_recovery', 'enableCheckpointRecovery'],
    ['enable_caching', 'enableCaching'],
  ] as const)('reads the old key %s as %s', async (key, flag) => {
    await writeFile(file, JSON.stringify({ [key]: false }));
    expect((await load())[flag]).toBe(false);
  });

  it('leaves what the file does not name as the base has it', async () => {
    await writeFile(file, '{"enable_rag": false}');
    const base = FeatureFlags.defaults().with({ enableKg: false }, 'profile small');
    const flags = await FeatureFlags.fromEnv({ ARTEMIS_FEATURE_FLAGS: file }, { base });
    expect([...flags.disabledCapabilities]).toEqual(['rag', 'kg']);
    expect(flags.evaluate('enableKg').source).toBe('profile small');
  });

  it('reads a file that begins with a byte order mark', async () => {
    await writeFile(file, '\uFEFF{"enable_rag": false}');
    expect((await load()).enableRag).toBe(false);
  });

  it('P03: refuses a file that is not there', async () => {
    await expect(load()).rejects.toThrow(refusal('missing'));
  });

  it('P04: refuses a file that cannot be read', async () => {
    await writeFile(file, '{}');
    const { fileSystem, fired } = faultyFileSystem(nodeFileSystem, [{ on: 'open', errno: 'EACCES' }]);
    await expect(FeatureFlags.fromEnv({ ARTEMIS_FEATURE_FLAGS: file }, { fileSystem })).rejects.toThrow(refusal('unreadable'));
    expect(fired).toEqual([1]);
  });

  it('P04: refuses a file whose reading breaks off', async () => {
    await writeFile(file, '{}');
    const { fileSystem, fired } = faultyFileSystem(nodeFileSystem, [{ on: 'handle.read', errno: 'EIO' }]);
    await expect(FeatureFlags.fromEnv({ ARTEMIS_FEATURE_FLAGS: file }, { fileSystem })).rejects.toThrow(refusal('unreadable'));
    expect(fired).toEqual([1]);
  });

  it.each([
    ['P04: an empty file', '', 'empty'],
    ['P04: a file of blanks', ' \n\t', 'empty'],
    ['P04: a half-written file', '{"enable_rag": fal', 'not-json'],
    ['P04: a file of NULs', '\0'.repeat(64), 'not-json'],
    ['P04: a file that is not UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), 'not-json'],
    ['P02: a list', '[true]', 'not-an-object'],
    ['P02: null', 'null', 'not-an-object'],
    ['P05: deep nesting as a document', '['.repeat(100_000) + ']'.repeat(100_000), 'not-an-object'],
  ])('refuses %s', async (_, content, rule) => {
    await writeFile(file, content);
    await expect(load()).rejects.toThrow(refusal(rule));
  });

  it('P05: refuses deep nesting as a value', async () => {
    await writeFile(file, `{"enable_rag": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`);
    await expect(load()).rejects.toThrow(refusal('wrong-type', { key: 'enable_rag' }));
  });

  it('P05: refuses more than 1 MiB without reading it', async () => {
    await writeFile(file, ' '.repeat(2 ** 20 + 1));
    const { fileSystem, calls } = faultyFileSystem(nodeFileSystem, [{ on: 'open', errno: 'EIO' }]);
    await expect(FeatureFlags.fromEnv({ ARTEMIS_FEATURE_FLAGS: file }, { fileSystem })).rejects.toThrow(refusal('too-large'));
    expect(calls).toBe(0);
  });

  it('P05: refuses a file that grows beyond 1 MiB after it was measured', async () => {
    await writeFile(file, '{}');
    const grow = (): Promise<void> => writeFile(file, ' '.repeat(2 ** 21));
    const { fileSystem, fired } = faultyFileSystem(nodeFileSystem, [{ on: 'open', before: grow }]);
    await expect(FeatureFlags.fromEnv({ ARTEMIS_FEATURE_FLAGS: file }, { fileSystem })).rejects.toThrow(refusal('too-large'));
    expect(fired).toEqual([1]);
  });

  it('P04: refuses a folder and a named pipe without waiting for a writer', async () => {
    await mkdir(file);
    await expect(load()).rejects.toThrow(refusal('not-a-file'));
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    await expect(load({ ARTEMIS_FEATURE_FLAGS: pipe })).rejects.toThrow(expect.objectContaining({ rule: 'not-a-file' }));
  });

  it.each([
    ['"false"', '"false"'],
    ['"true"', '"true"'],
    ['0', '0'],
    ['null', 'null'],
    ['1e12', '1000000000000'],
    ['{}', 'an object'],
  ])('P02: refuses the value %s with its line', async (value, shown) => {
    await writeFile(file, `{\n  "enable_kg": true,\n  "enable_rag": ${value}\n}`);
    await expect(load()).rejects.toThrow(refusal('wrong-type', { key: 'enable_rag', value: shown, line: 3 }));
  });

  it.each([
    ['enable_ragg', 'enable_rag'],
    ['enableReviw', 'enableReview'],
    ['enable_knowledge_grpah', 'enable_knowledge_graph'],
  ])('P01: refuses the key %s and suggests %s', async (key, nearest) => {
    await writeFile(file, JSON.stringify({ [key]: false }));
    await expect(load()).rejects.toThrow(refusal('unknown-key', { key, nearest, line: 1 }));
  });

  it.each(['__proto__', 'constructor', 'toString', 'rag', ''])('P06: refuses the key "%s"', async (key) => {
    await writeFile(file, `{${JSON.stringify(key)}: true}`);
    await expect(load()).rejects.toThrow(refusal('unknown-key', { key }));
  });

  it('P01: shows a huge or unprintable key cut and escaped', async () => {
    await writeFile(file, JSON.stringify({ [`\u001b[31m${'x'.repeat(500_000)}`]: true }));
    const error: unknown = await load().catch((reason: unknown) => reason);
    expect((error as Error).message.length).toBeLessThan(file.length + 200);
    expect((error as Error).message).not.toContain('\u001b');
  });

  it.each([
    ['two names of one flag', '{"enable_kg": true, "enable_knowledge_graph": false}'],
    ['one key twice', '{"enable_kg": false, "enable_kg": true}'],
    ['one key twice, once with escapes', '{"enable_kg": true, "enable\\u005fkg": true}'],
  ])('P08: refuses %s', async (_, content) => {
    await writeFile(file, content);
    await expect(load()).rejects.toThrow(refusal('given-twice'));
  });

  it('refuses to switch a core feature off', async () => {
    await writeFile(file, '{"enable_error_handling": false}');
    await expect(load()).rejects.toThrow(refusal('core-feature', { key: 'enable_error_handling', value: 'false' }));
  });

  it('P01: passes over keys it does not know in a file of a newer format, and says so', async () => {
    await writeFile(file, '{"version": 2, "enable_rag": false, "enable_telepathy": true}');
    const flags = await load();
    expect(flags.enableRag).toBe(false);
    expect(flags.warnings).toHaveLength(1);
    expect(flags.with({ enableKg: false }, 'test').warnings).toEqual(flags.warnings);
  });

  it.each(['1.5', '0', '"2"', 'true'])('P02: refuses the version %s', async (version) => {
    await writeFile(file, `{"version": ${version}}`);
    await expect(load()).rejects.toThrow(refusal('wrong-type', { key: 'version' }));
  });
});

describe('minimal mode', () => {
  it.each(['true', '1', 'yes', 'on', ' TRUE '])('is on for "%s", and its source is said', async (text) => {
    const flags = await load({ ARTEMIS_MINIMAL_MODE: text });
    expect(flags.toJSON()).toEqual(FeatureFlags.minimal().toJSON());
    expect(flags.evaluate('enableRag').source).toBe('ARTEMIS_MINIMAL_MODE');
  });

  it.each(['false', '0', 'no', 'off', ''])('is off for "%s"', async (text) => {
    expect((await load({ ARTEMIS_MINIMAL_MODE: text })).enableRag).toBe(true);
  });

  it.each(['maybe', 'tru', '2', 'ja'])('P02: refuses "%s"', async (text) => {
    await expect(load({ ARTEMIS_MINIMAL_MODE: text })).rejects.toThrow(
      expect.objectContaining({ code: 'ARTEMIS_E_INVALID_OPTION', option: 'ARTEMIS_MINIMAL_MODE' }),
    );
  });

  it('does not need the flags file', async () => {
    expect((await load({ ARTEMIS_MINIMAL_MODE: 'true', ARTEMIS_FEATURE_FLAGS: file })).enableRag).toBe(false);
  });
});
