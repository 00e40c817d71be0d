import type { PassageText } from './passage.ts';

/** No path of a project begins like this: a memory is in the index as a file of its own. */
const prefix = '\0memory/';

/** Whether a path of the index is a memory. */
export const isMemoryPath = (path: string): boolean => path.startsWith(prefix);

/** Where a memory is in the index. */
export const memoryPath = ({ id }: Pick<PassageText, 'id'>): string => prefix + id;
