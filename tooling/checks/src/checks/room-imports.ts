import { sourcesOf } from '../areas.ts';
import type { Check } from '../check.ts';
import { guardedModules, isModule, mayNotTouch } from '../house.ts';
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
  if (target === undefined) return moduleObjection(room, reference);
  const targetRoom = roomOf(target);
  const rule = mayNotTouch[room];
  if (targetRoom === 'testing' && room !== 'testing') return 'testing/ is for tests; product code may not import it';
  if (rule?.rooms?.includes(targetRoom)) return `${room}/ may not know ${targetRoom}/`;
  if (rule?.files?.some((file) => target.startsWith(`${source}/${file}`))) return `${room}/ may not use ${target} directly`;
  if (rule?.typesOnly?.includes(targetRoom) && reference.kind !== 'type') return `${room}/ may import only types from ${targetRoom}/`;
  return undefined;
}

function moduleObjection(room: string, { specifier, kind }: ImportReference): string | undefined {
  if (isModule(specifier, mayNotTouch[room]?.modules ?? [])) return `${room}/ may not import ${specifier}`;
  if (kind === 'type') return undefined;
  const guarded = guardedModules.find(({ modules }) => isModule(specifier, modules));
  if (!guarded || guarded.rooms.includes(room)) return undefined;
  return `only ${guarded.rooms.join('/ and ')}/ may import ${specifier}; take the injected port`;
}
