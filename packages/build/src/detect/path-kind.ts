/**
 * What a file is to the gate.
 *
 * - `test`: holds tests, or is used only by them.
 * - `config`: decides which tests run and how.
 * - `source`: the code that is tested.
 * - `other`: neither; documentation and the like.
 */
export type PathKind = 'test' | 'config' | 'source' | 'other';

const testFile =
  /(^|\/)(?:[^/]+[._-](?:test|tests|spec)\.[cm]?[jt]sx?|test\.[cm]?[jt]sx?|test[_-][^/]*\.(?:py|rb|[cm]?[jt]s|c|cc|cpp|php)|[^/]+_test\.(?:py|go|rb|exs?|c|cc|cpp|dart)|[^/]+_spec\.rb|[^/]+(?:Test|Tests|Spec|IT|TestCase)\.(?:java|kt|scala|groovy|php|cs|fs|vb|swift)|[^/]+\.snap|[^/]+\.bats)$/;

const testFolder = /(^|\/)(?:tests?|__tests__|__snapshots__|__mocks__|specs?|testdata|fixtures|src\/test|[^/]+\.Tests?|androidTest)\//;

/** What decides which tests run, and how. */
export const configFile =
  /(^|\/)(?:package\.json|(?:vitest|vite|jest|karma|ava|babel|playwright|cypress|rollup|webpack)\.(?:config|setup|workspace|conf)[^/]*|jest[._-]setup[^/]*|vitest[._-]setup[^/]*|setup[._-]?tests?\.[cm]?[jt]sx?|test[._-]?setup\.[cm]?[jt]sx?|\.mocharc[^/]*|\.taprc|\.c8rc[^/]*|\.nycrc[^/]*|tsconfig[^/]*\.json|\.npmrc|\.yarnrc[^/]*|pnpm-workspace\.yaml|turbo\.json|nx\.json|lerna\.json|bunfig\.toml|deno\.jsonc?|pytest\.ini|tox\.ini|setup\.cfg|pyproject\.toml|conftest\.py|noxfile\.py|sitecustomize\.py|usercustomize\.py|[^/]+\.pth|\.coveragerc|GNUmakefile|[Mm]akefile|CMakeLists\.txt|CTestTestfile\.cmake|[^/]+\.cmake|meson\.build|build\.gradle(?:\.kts)?|settings\.gradle(?:\.kts)?|gradle\.properties|init\.gradle|pom\.xml|build\.xml|Cargo\.toml|build\.rs|config\.toml|go\.mod|go\.work|Rakefile|Gemfile|\.rspec|(?:spec|rails|test)_helper\.(?:rb|exs)|phpunit\.xml(?:\.dist)?|composer\.json|[^/]+\.(?:cs|fs|vb)proj|[^/]+\.sln|Directory\.Build\.(?:props|targets)|[^/]+\.runsettings|mix\.exs|\.formatter\.exs|build\.sbt|BUILD(?:\.bazel)?|WORKSPACE(?:\.bazel)?|MODULE\.bazel|\.bazelrc|[Jj]ustfile|\.env\.test)$/;

const sourceFile =
  /\.(?:[cm]?[jt]sx?|vue|svelte|py|pyx|rs|go|java|kt|kts|scala|groovy|c|h|cc|cpp|cxx|hpp|hh|m|mm|swift|rb|php|cs|fs|vb|ex|exs|erl|hs|ml|lua|pl|pm|r|jl|dart|zig|sh|bash|sql|graphql|proto|css|scss|less|html?|json|ya?ml|toml|xml|ini|properties|txt|csv|tmpl|ejs|hbs|erb|wat|s|asm)$/i;

const documentFile =
  /(^|\/)(?:docs?\/|README|CHANGELOG|CHANGES|LICENSE|LICENCE|NOTICE|AUTHORS|CONTRIBUTING|CODE_OF_CONDUCT|\.gitignore|\.editorconfig)|\.(?:md|mdx|rst|adoc)$/i;

/** Says what a file is, from its path alone. */
export function pathKind(path: string): PathKind {
  if (configFile.test(path)) return 'config';
  if (testFile.test(path) || testFolder.test(path)) return 'test';
  if (documentFile.test(path)) return 'other';
  return sourceFile.test(path) || !/\.[^/]+$/.test(path) ? 'source' : 'other';
}

/** Whether a file is one that a runner collects tests from, not merely one that tests use. */
export const holdsTests = (path: string): boolean =>
  testFile.test(path) ||
  (testFolder.test(path) &&
    /\.(?:[cm]?[jt]sx?|py|rs|java|kt|scala|php|rb|exs|go)$/.test(path) &&
    !/(^|\/)(?:__snapshots__|__mocks__|fixtures|testdata)\//.test(path));
