import { flagDefinitions, flagNames, type FlagName } from './flag-definitions.ts';

/** Flags by the names a profile lists: `rag`, `knowledge_graph`. */
export const flagsByComponent: ReadonlyMap<string, FlagName> = new Map(
  flagNames.flatMap((flag) => flagDefinitions[flag].names.map((name): [string, FlagName] => [name, flag])),
);

/** Flags by the keys a file uses: `enable_rag` or `enableRag`, old component names included. */
export const flagsByKey: ReadonlyMap<string, FlagName> = new Map(
  [...flagsByComponent].flatMap(([component, flag]): [string, FlagName][] => [
    [`enable_${component}`, flag],
    [camelCase(`enable_${component}`), flag],
  ]),
);

function camelCase(name: string): string {
  return name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
