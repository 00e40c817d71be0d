import { describe, expect, it } from 'vitest';
import type { Intent, Ledger } from '../../src/workspace/transaction/ledger.ts';
import type { SafePath } from '../../src/workspace/guard/path-guard.ts';
import { formatLedger, parseLedger } from '../../src/workspace/transaction/ledger-format.ts';
import { checkPath } from '../../src/workspace/guard/path-guard.ts';

const ledger: Ledger = {
  entries: [
    {
      steps: [{ path: checkPath('src/é.ts'), before: { sha256: 'aa', mode: 0o644, uid: 1, gid: 1 }, after: null }],
      createdFolders: [],
      takenBack: false,
    },
  ],
  intent: null,
};
const damaged = expect.objectContaining({ code: 'ARTEMIS_E_WORKSPACE_STATE' }) as Error;

describe('parseLedger', () => {
  it('reads what formatLedger wrote', () => {
    expect(parseLedger(formatLedger(ledger), 'x')).toEqual(ledger);
  });

  it('K04: refuses the ledger after any flipped bit that changes it', () => {
    const bytes = Buffer.from(formatLedger(ledger));
    let refused = 0;
    for (let bit = 0; bit < (bytes.length - 1) * 8; bit += 1) {
      const flipped = Buffer.from(bytes);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      try {
        expect(parseLedger(flipped.toString(), 'x')).toEqual(ledger);
      } catch (error) {
        expect(error).toMatchObject({ code: 'ARTEMIS_E_WORKSPACE_STATE' });
        refused += 1;
      }
    }
    expect(refused).toBeGreaterThan((bytes.length - 1) * 7);
  });

  it('K05: refuses an empty ledger, zeros, and one cut at any byte', () => {
    const text = formatLedger(ledger);
    for (const bad of ['', '\0'.repeat(100), 'null', '[]', '{}']) expect(() => parseLedger(bad, 'x')).toThrow(damaged);
    for (let length = 1; length < text.length - 1; length += 1) expect(() => parseLedger(text.slice(0, length), 'x')).toThrow(damaged);
  });

  it('S31: refuses a ledger that names a path outside the project, whoever hashed it', () => {
    const step = { path: '../outside' as SafePath, before: null, after: 'aa' };
    const temporary = `.artemis-${'a'.repeat(16)}.tmp`;
    const intent: Intent = { phase: 'staging', steps: [], createdFolders: [], surplusFolders: [], entries: [] };
    const hostile: readonly Ledger[] = [
      { entries: [{ steps: [step], createdFolders: [], takenBack: false }], intent: null },
      { entries: [{ steps: [], createdFolders: ['/etc' as SafePath], takenBack: false }], intent: null },
      { entries: [], intent: { ...intent, steps: [{ ...step, temporary }] } },
      { entries: [], intent: { ...intent, steps: [{ ...step, path: checkPath('a'), temporary: '../x' }] } },
      { entries: [], intent: { ...intent, surplusFolders: ['..' as SafePath] } },
      { entries: [], intent: { ...intent, entries: [{ steps: [step], createdFolders: [], takenBack: false }] } },
    ];
    for (const ledgerOf of hostile) expect(() => parseLedger(formatLedger(ledgerOf), 'x')).toThrow(damaged);
    expect(parseLedger(formatLedger({ entries: [], intent }), 'x')).toEqual({ entries: [], intent });
  });

  it('K11: refuses a newer version and says so', () => {
    const newer = formatLedger(ledger).replace('"version":1', '"version":2');
    expect(() => parseLedger(newer, 'x')).toThrow(
      expect.objectContaining({ facts: expect.objectContaining({ problem: expect.stringContaining('version 2') as string }) as object }),
    );
  });
});
