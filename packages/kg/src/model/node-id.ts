/** Id of a file or test. */
export const fileId = (path: string): string => `file:${path}`;

/** Id of a symbol; `nth` tells apart those of one name in one file. */
export const symbolId = (path: string, name: string, nth: number): string => `symbol:${path}#${name}${nth > 1 ? `~${nth}` : ''}`;

/** Id of a run. */
export const runId = (run: string): string => `run:${run}`;

/** Id of a decision of a run, by its place among them. */
export const decisionId = (run: string, nth: number): string => `decision:${run}#${nth}`;
