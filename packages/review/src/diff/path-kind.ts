const testName =
  /(^|\/)(?:[^/]+[._-](?:test|tests|spec)\.[cm]?[jt]sx?|test[_-][^/]*\.(?:py|rb|[cm]?[jt]s|php)|[^/]+_(?:test|spec)\.(?:py|go|rb|exs?|c|cc|cpp|dart)|[^/]+(?:Test|Tests|Spec|IT)\.(?:java|kt|scala|groovy|php|cs|swift))$/;
const testFolder = /(^|\/)(?:tests?|__tests__|specs?|e2e)\//;
const prosePath = /\.(?:md|mdx|rst|adoc|txt|po|pot|xlf)$|(^|\/)(?:locales?|i18n|translations?)\/|(^|\/)(?:LICENSE|CHANGELOG|README)[^/]*$/i;
const commandPath = /(^|\/)(?:bin|cli|scripts?|tools?|tooling|examples?|benchmarks?|bench|demo)(?:\/|\.[^/]+$)/;
const generatedPath =
  /(^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|yarn\.lock|bun\.lockb?|Cargo\.lock|poetry\.lock|uv\.lock|Gemfile\.lock|composer\.lock|go\.sum)$|\.(?:min\.[cm]?js|map|snap)$/;

/** Whether a file holds tests or serves only them, by its path. */
export const isTestPath = (path: string): boolean => hasTestName(path) || testFolder.test(path);

/** Whether runners take a file for one with tests in it, by its name alone. */
export const hasTestName = (path: string): boolean => testName.test(path);

/** Whether a file is written for people: documentation and translations. */
export const isProsePath = (path: string): boolean => prosePath.test(path);

/** Whether a file belongs to a program that prints because that is its purpose. */
export const isCommandPath = (path: string): boolean => commandPath.test(path);

/** Whether a tool has written the file. */
export const isGeneratedPath = (path: string): boolean => generatedPath.test(path);
