import { sourcesOf } from '../areas.ts';
import type { Check } from '../check.ts';
import { guardedModules, isModule, rooms } from '../house.ts';
import type { ImportReference } from '../list-imports.ts';
import { resolveRelative } from '../module-path.ts';

const source = 'packages/core/src';

/** The rooms of core keep to the table in `house.ts`. */
export const roomImports: Check = {
  name: 'room-imports',
  run: (repository) =>
    sourcesOf(repository, 'packages/core').flatMap((file) =>
      file.imports.flatMap((reference) => {
        const message = objection(file.path, reference);
        return message ? [{ path: file.path, line: file.lineAt(reference.offset), rule: 'room-imports', message }] : [];
      }),
    ),
};

/** First folder below `src`, `''` for a file that stands in `src` itself. */
function roomOf(path: string): string {
  const parts = path.slice(source.length + 1).split('/');
  return parts.length > 1 ? (parts[0] ?? '') : '';
}

function objection(importer: string, reference: ImportReference): string | undefined {
  const room = roomOf(importer);
  const target = resolveRelative(importer, reference.specifier);
  // The tools for tests may use everything, and nobody may use them.
  if (room === 'testing') return undefined;
  if (target === undefined) return moduleObjection(room, reference);
  const targetRoom = roomOf(target);
  if (targetRoom === 'testing') return 'testing/ is for tests; product code may not import it';
  return room === '' || room === targetRoom ? undefined : roomObjection(room, target, reference);
}

function roomObjection(room: string, target: string, { kind }: ImportReference): string | undefined {
  const targetRoom = roomOf(target);
  const rule = rooms[room];
  if (!rule) return `${room}/ has no rule in tooling/checks/src/house.ts`;
  if (!rule.knows.includes(targetRoom)) return `${room}/ may not know ${targetRoom === '' ? target : `${targetRoom}/`}`;
  if (rule.files?.some((file) => target.startsWith(`${source}/${file}`))) return `${room}/ may not use ${target} directly`;
  if (rule.typesOnly?.includes(targetRoom) && kind !== 'type') return `${room}/ may import only types from ${targetRoom}/`;
  return undefined;
}

function moduleObjection(room: string, { specifier, kind }: ImportReference): string | undefined {
  const guarded = guardedModules.find(({ modules }) => isModule(specifier, modules));
  if (kind === 'type' || !guarded || guarded.rooms.includes(room)) return undefined;
  return `only ${guarded.rooms.join('/ and ')}/ may import ${specifier}; take the injected port`;
}
