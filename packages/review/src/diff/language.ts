/** How comments and strings are written. */
export interface Language {
  readonly lineComments: readonly string[];
  readonly hasBlockComments: boolean;
  /** Quotes of strings that end with their line. */
  readonly quotes: string;
  /** Quotes of strings that may hold line ends, longest first. */
  readonly longQuotes: readonly string[];
  /** Whether `'` is for one character, and also marks other things. */
  readonly hasCharacters: boolean;
  /** Whether `/…/` is a pattern where a value may begin. */
  readonly hasPatterns: boolean;
}

const cLike: Language = {
  lineComments: ['//'],
  hasBlockComments: true,
  quotes: '"',
  longQuotes: [],
  hasCharacters: true,
  hasPatterns: false,
};
const script: Language = { ...cLike, quotes: `"'`, longQuotes: ['`'], hasCharacters: false, hasPatterns: true };
const hash: Language = { ...cLike, lineComments: ['#'], hasBlockComments: false, quotes: `"'`, hasCharacters: false };

const byEnding: readonly (readonly [endings: RegExp, language: Language])[] = [
  [/\.(?:[cm]?[jt]sx?|vue|svelte)$/, script],
  [/\.pyi?$/, { ...hash, longQuotes: ['"""', "'''"] }],
  [/\.(?:rb|sh|bash|zsh|ya?ml|toml|pl|r|exs?|tf)$|(^|\/)(?:Makefile|Dockerfile)[^/]*$/, hash],
  [/\.go$/, { ...cLike, longQuotes: ['`'] }],
  [/\.(?:java|kt|kts|scala|groovy|swift)$/, { ...cLike, longQuotes: ['"""'] }],
  [/\.php$/, { ...cLike, lineComments: ['//', '#'], quotes: `"'`, hasCharacters: false }],
  [/\.dart$/, { ...cLike, quotes: `"'`, hasCharacters: false }],
  [/\.(?:rs|c|h|cc|cpp|cxx|hpp|hh|cs|m|mm|proto|zig)$/, cLike],
];

/** How a file is written, by its path; `undefined` where that is not known. */
export const languageOf = (path: string): Language | undefined => byEnding.find(([endings]) => endings.test(path))?.[1];
