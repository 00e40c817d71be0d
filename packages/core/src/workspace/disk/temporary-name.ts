import type { Random } from '../../ports/random.ts';

/** A name nobody can guess, 80 bits of chance, for a file that is renamed or removed soon. */
export const temporaryName = (random: Random): string => `.artemis-${random.id(16)}.tmp`;

/** Whether a name was made by {@link temporaryName}. */
export const isTemporaryName = (name: string): boolean => /^\.artemis-[0-9a-v]{16}\.tmp$/.test(name);
