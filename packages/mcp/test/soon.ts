import { expect } from 'vitest';

/** Expects something to become so. How long that takes is the machine's affair. */
export const soon = <T>(read: () => T) => expect.poll(read, { timeout: 25_000 });
