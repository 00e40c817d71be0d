/** A house with two tables and two throws, all in order. */
export const house: Readonly<Record<string, string>> = {
  'packages/core/src/errors/exit-codes.ts': 'export const exitCodes = { limit: 4, unavailable: 69 } as const;',
  'packages/core/src/errors/error-codes.ts': `export const errorCodes = {
  ARTEMIS_E_DEADLINE: {
    exitCode: exitCodes.limit,
    meaning: 'Something took ' + 'too long.',
    remedy: 'Wait | think.',
  },
} as const satisfies Record<string, ErrorCodeEntry>;`,
  'packages/rag/src/error-codes.ts': `export const ragErrorCodes = {
  ARTEMIS_E_RAG_INDEX: { exitCode: 69, meaning: 'No index.', remedy: 'Make one.' },
} as const;`,
  'packages/core/src/a.ts': `export const a = () => { throw new ArtemisError('ARTEMIS_E_DEADLINE', 'x', { hint: 'y' }); };`,
  'packages/rag/src/a.ts': `export const a = () => fail('ARTEMIS_E_RAG_INDEX');`,
};
