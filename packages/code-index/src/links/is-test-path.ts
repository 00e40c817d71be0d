const folders = /(?:^|\/)(?:tests?|__tests__|specs?|testing|e2e)\//;
const names =
  /(?:[._-](?:test|spec|e2e)\.[^/.]+|(?:^|\/)test_[^/]*\.py|(?:^|\/)conftest\.py|_test\.[^/.]+|_spec\.rb|Tests?\.(?:java|cs|php)|(?:^|\/)tests\.[^/.]+)$/;

/** Whether a path says that the file is a test, or belongs to tests: by its folder or by its name. */
export const isTestPath = (path: string): boolean => names.test(path) || folders.test(path);
