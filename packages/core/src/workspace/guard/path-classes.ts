import type { SafePath } from './path-guard.ts';
import { foldPath } from './fold-path.ts';

/** A class of files that do more than lie there. */
export interface PathClass {
  /** Stable name, for the policy and in the facts of the error. */
  readonly rule: string;
  /**
   * - `sealed`: neither read nor written, whatever the policy says.
   * - `secret`: neither read nor written unless the policy allows the class.
   * - `refused`: not written unless the policy allows the class.
   * - `flagged`: written, with a warning.
   */
  readonly access: 'sealed' | 'secret' | 'refused' | 'flagged';
  /** Why, as the end of a sentence that begins with the path. */
  readonly reason: string;
  /** Matched against the folded path: lower case, `/`. */
  readonly pattern: RegExp;
}

/** Matches a file name, or a folder and all it holds, at any depth. */
const named = (...names: readonly string[]): RegExp => new RegExp(`(?:^|/)(?:${names.join('|')})(?:/|$)`);
/** Matches a path below any folder, to its end. */
const ending = (...ends: readonly string[]): RegExp => new RegExp(`(?:^|/)(?:${ends.join('|')})$`);

const gitHookNames =
  '(?:applypatch-msg|commit-msg|fsmonitor-watchman|post-(?:applypatch|checkout|commit|index-change|merge|receive|rewrite|update)|pre-(?:applypatch|auto-gc|commit|merge-commit|push|rebase|receive)|prepare-commit-msg|proc-receive|push-to-checkout|reference-transaction|sendemail-validate|update)';

/** The classes, strictest first: the first that matches counts. */
export const pathClasses = [
  {
    rule: 'version-control',
    access: 'sealed',
    reason: 'belongs to version control, which runs hooks and filters named there',
    // A file called HEAD makes the folder around it a bare repository with a config of its own.
    pattern: new RegExp(`${named('\\.git', '\\.hg', '\\.svn', '\\.jj', '\\.gitmodules', '\\.gitconfig').source}|${ending('head').source}`),
  },
  {
    rule: 'artemis',
    access: 'sealed',
    reason: 'belongs to Artemis: a run cannot change its own settings, state or plugins',
    pattern: named('\\.artemis(?:-[0-9a-v]{16}\\.tmp)?', '\\.artemisrc(?:\\.[^/]*)?', 'artemis\\.config\\.[^/]*', 'artemis\\.ya?ml'),
  },
  { rule: 'mcp-servers', access: 'sealed', reason: 'lists programs that are started as tool servers', pattern: named('\\.?mcp\\.json') },
  {
    rule: 'package-manager',
    access: 'secret',
    reason: 'steers where packages come from, and often holds tokens',
    pattern: named(
      '\\.npmrc',
      '\\.yarnrc(?:\\.yml)?',
      '\\.yarn',
      '\\.pnpmfile\\.[cm]?js',
      '\\.pnp\\.[cm]?js',
      'bunfig\\.toml',
      '\\.pypirc',
      'pip\\.(?:conf|ini)',
      '\\.cargo',
      '\\.bundle',
      '\\.condarc',
      '\\.mvn',
      'nuget\\.config',
      'gradle-wrapper\\.(?:properties|jar)',
      '(?:auth|init)\\.gradle(?:\\.kts)?',
    ),
  },
  {
    rule: 'secrets',
    access: 'secret',
    reason: 'holds secrets, which must not reach a model',
    pattern: new RegExp(
      [
        named('\\.env(?!\\.(?:example|sample|template|dist)$)(?:\\.[^/]*)?', '[._]netrc', '\\.pgpass', '\\.git-credentials', '\\.htpasswd')
          .source,
        named('\\.ssh', '\\.aws', '\\.gnupg', '\\.kube', '\\.docker', 'id_(?:rsa|dsa|ecdsa|ed25519)').source,
        ending('[^/]*\\.(?:pem|key|p12|pfx|jks|keystore)').source,
      ].join('|'),
    ),
  },
  {
    rule: 'shell-start',
    access: 'refused',
    reason: 'is run by a shell or an interpreter when it starts',
    pattern: named(
      '\\.envrc',
      '\\.(?:bash|zsh)rc',
      '\\.(?:bash_|z)?(?:profile|login|logout)',
      '\\.bash_aliases',
      '\\.zshenv',
      '\\.(?:gdb|lldb)init',
      '\\.(?:irb|pry|psql|sqlite|screen)rc',
      '\\.(?:g|n)?vimrc',
      '\\.nvim\\.lua',
      '\\.exrc',
      '\\.inputrc',
      '\\.tmux\\.conf',
      '\\.dir-locals\\.el',
      '(?:site|user)customize\\.py',
      '[^/]*\\.pth',
    ),
  },
  {
    rule: 'hooks',
    access: 'refused',
    reason: 'is run by version control on your next commit',
    pattern: named(
      '\\.husky',
      '\\.githooks',
      '\\.?lefthook(?:-local)?\\.(?:ya?ml|toml|json)',
      '\\.pre-commit-config\\.ya?ml',
      '\\.?lintstagedrc(?:\\.[^/]*)?',
      `hooks/${gitHookNames}`,
    ),
  },
  {
    rule: 'editor-tasks',
    access: 'refused',
    reason: 'can start programs when an editor opens the project',
    pattern: named(
      '\\.vscode',
      '\\.idea',
      '\\.zed',
      '\\.vs',
      '\\.fleet',
      '\\.devcontainer(?:\\.json)?',
      '\\.gitpod\\.yml',
      '[^/]*\\.code-workspace',
      '[^/]*\\.sublime-project',
    ),
  },
  {
    rule: 'continuous-integration',
    access: 'refused',
    reason: 'runs on your build servers, with their secrets',
    pattern: named(
      '\\.github/(?:workflows|actions|dependabot\\.ya?ml)',
      '\\.gitlab-ci\\.ya?ml',
      '\\.circleci',
      '\\.buildkite',
      '\\.woodpecker(?:\\.ya?ml)?',
      '\\.(?:travis|drone|appveyor)\\.ya?ml',
      'appveyor\\.ya?ml',
      'azure-pipelines\\.ya?ml',
      'bitbucket-pipelines\\.ya?ml',
      'jenkinsfile',
      'codeowners',
    ),
  },
  {
    rule: 'agent-instructions',
    access: 'refused',
    reason: 'instructs coding agents, this one included, in later runs',
    pattern: named(
      '(?:claude(?:\\.local)?|agents?|gemini)\\.md',
      '\\.(?:cursor|windsurf|cline)rules',
      '\\.(?:claude|cursor|codex|gemini|continue|windsurf|roo|junie|kiro|agents?)',
      '\\.aider[^/]*',
      '\\.github/(?:copilot-instructions\\.md|instructions|prompts|agents|chatmodes)',
    ),
  },
  {
    rule: 'installed-code',
    access: 'refused',
    reason: 'is installed code, which nobody reviews',
    pattern: named('node_modules', 'site-packages', '\\.venv', '\\.tox'),
  },
  {
    rule: 'runs-on-your-machine',
    access: 'flagged',
    reason: 'is run by your own tools',
    pattern: ending(
      '(?:gnu)?makefile',
      '[^/]*\\.mk',
      'justfile',
      'taskfile\\.ya?ml',
      'rakefile',
      'gemfile',
      '[^/]*\\.gemspec',
      '[^/]*\\.gradle(?:\\.kts)?',
      'pom\\.xml',
      'build\\.xml',
      'cmakelists\\.txt',
      'meson\\.build',
      's(?:construct|conscript)',
      'build(?:\\.bazel)?',
      'workspace(?:\\.bazel)?',
      'module\\.bazel',
      'build\\.rs',
      '(?:setup|conftest|noxfile|tasks|fabfile)\\.py',
      'pyproject\\.toml',
      'tox\\.ini',
      'composer\\.json',
      'deno\\.jsonc?',
      '(?:grunt|gulp)file\\.[^/]*',
      '[^/]*\\.config\\.[cm]?[jt]sx?',
      '\\.[^/]*rc\\.[cm]?[jt]s',
      '(?:[^/]*\\.)?dockerfile(?:\\.[^/]*)?',
      '(?:docker-)?compose\\.ya?ml',
      'vagrantfile',
      'procfile',
    ),
  },
] as const satisfies readonly PathClass[];

/** Name of a class of {@link pathClasses}. */
export type PathClassRule = (typeof pathClasses)[number]['rule'];

/** The class a path belongs to, or `null` for ordinary files. */
export function pathClassOf(path: SafePath): (typeof pathClasses)[number] | null {
  const folded = foldPath(path);
  return pathClasses.find(({ pattern }) => pattern.test(folded)) ?? null;
}
