/** The scope of the packages of this house. */
const ownScope = '@artemis';
const prefix = 'artemis-plugin-';

/** What a configured name may stand for, best guess first: `rag` is `@artemis/rag`, else `artemis-plugin-rag`. Empty for a text that is no npm name. */
export function pluginPackageNames(name: string): readonly string[] {
  const [, scope, bare] = /^(?:(@[a-z0-9~-][a-z0-9._~-]*)\/)?([a-z0-9~-][a-z0-9._~-]*)$/.exec(name) ?? [];
  if (bare === undefined || name.length > 214) return [];
  if (scope === ownScope || bare.startsWith(prefix)) return [name];
  return scope === undefined ? [`${ownScope}/${bare}`, `${prefix}${bare}`] : [`${scope}/${prefix}${bare}`, name];
}
