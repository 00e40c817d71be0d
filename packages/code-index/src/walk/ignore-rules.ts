import type { Ignore } from 'ignore';

/** The rules of the ignore files above a path, innermost last. */
export interface IgnoreRules {
  /** Whether a path is ignored. Folders end in `/`. */
  ignores(path: string): boolean;
  /** These rules and those of an ignore file in `folder` (empty for the project folder). */
  with(folder: string, text: string): Promise<IgnoreRules>;
}

/** No rules. */
export const noIgnoreRules: IgnoreRules = chain([]);

interface Level {
  /** Empty, or ending in `/`. */
  readonly prefix: string;
  readonly rules: Ignore;
}

function chain(levels: readonly Level[]): IgnoreRules {
  return {
    ignores(path) {
      // An inner file has the last word, also to take a path back.
      for (const { prefix, rules } of levels) {
        const { ignored, unignored } = rules.test(path.slice(prefix.length));
        if (ignored || unignored) return ignored;
      }
      return false;
    },
    async with(folder, text) {
      const { default: ignore } = await import('ignore');
      const prefix = folder === '' ? '' : `${folder}/`;
      return chain([{ prefix, rules: ignore({ ignorecase: false }).add(text) }, ...levels]);
    },
  };
}
