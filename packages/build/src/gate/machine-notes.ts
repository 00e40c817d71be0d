import type { AppliedChange } from '@artemis/core';

/** Files that the user's own tools run, outside any sandbox, as soon as the user works in the project. */
const runsLater =
  /(^|\/)(?:[^/]+\.config\.[cm]?[jt]s|\.mocharc\.[cm]?js|\.eslintrc\.[cm]?js|conftest\.py|setup\.py|noxfile\.py|sitecustomize\.py|[^/]+\.pth|build\.gradle(?:\.kts)?|settings\.gradle(?:\.kts)?|build\.rs|Rakefile|mix\.exs|build\.sbt|(?:GNUm|[Mm])akefile|CMakeLists\.txt|meson\.build|[Jj]ustfile|\.envrc|\.husky\/.*|\.vscode\/tasks\.json|\.github\/workflows\/.*)$/;

const installScripts = ['preinstall', 'install', 'postinstall', 'prepare', 'prepublish', 'preprepare', 'postprepare'] as const;

/** What the reader should know before using the project again: code that now runs on the user's machine without being asked for. */
export function machineNotes(changes: readonly AppliedChange[]): string[] {
  const later = changes
    .filter(({ path, after }) => after !== null && runsLater.test(path))
    .map(({ path }) => `${path} runs on your machine, outside any sandbox, when you next use its tool.`);
  return [...later, ...changes.filter(({ path }) => /(^|\/)package\.json$/.test(path)).flatMap(scriptNotes)];
}

function scriptNotes({ path, before, after }: AppliedChange): string[] {
  const [old, now] = [manifestOf(before), manifestOf(after)];
  const scripts = installScripts.filter((name) => now.scripts[name] !== undefined && now.scripts[name] !== old.scripts[name]);
  const packages = Object.keys(now.dependencies).filter((name) => old.dependencies[name] !== now.dependencies[name]);
  return [
    ...scripts.map((name) => `${path} has a new script "${name}", which your package manager runs on install.`),
    ...(packages.length > 0 ? [`${path} names packages that the run has chosen: ${packages.join(', ')}. They were not installed.`] : []),
  ];
}

interface Manifest {
  readonly scripts: Readonly<Record<string, unknown>>;
  readonly dependencies: Readonly<Record<string, unknown>>;
}

function manifestOf(text: string | null): Manifest {
  try {
    const { scripts, dependencies, devDependencies, optionalDependencies, overrides } = JSON.parse(text ?? '{}') as Readonly<
      Record<string, object | undefined>
    >;
    return { scripts: { ...scripts }, dependencies: { ...dependencies, ...devDependencies, ...optionalDependencies, ...overrides } };
  } catch {
    return { scripts: {}, dependencies: {} };
  }
}
