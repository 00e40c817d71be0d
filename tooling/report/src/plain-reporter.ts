import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { Reporter, TestCase, TestModule, TestSuite, Vitest } from 'vitest/node';
import { parseAllowedSkips, unexpectedSkips } from './allowed-skips.ts';
import { renderFailure, type Failure } from './render-failure.ts';
import { commentAbove, needInTitle } from './skip-reason.ts';
import { closingLine, type SkippedTest, type Summary } from './summary.ts';

/** Settings of the reporter, as the vitest configuration gives them. */
export interface PlainReporterOptions {
  /** File with the tests that may be skipped, from the root. Any other skipped test fails the run. Default: all may. */
  readonly allowedSkips?: string;
  /** File for the counts as JSON, from the root. Default: none is written. */
  readonly summary?: string;
}

/** Plain lines for a log: one a file, each failure in full once it happens, the skipped tests with their reasons, the counts. */
export default class PlainReporter implements Reporter {
  readonly #options: PlainReporterOptions;
  #root = '';

  constructor(options: PlainReporterOptions = {}) {
    this.#options = options;
  }

  onInit(vitest: Vitest): void {
    this.#root = vitest.config.root;
  }

  onTestModuleEnd(module: TestModule): void {
    const tests = [...module.children.allTests()];
    const mark = module.ok() ? 'ok  ' : 'FAIL';
    print(`${mark} ${module.relativeModuleId}  ${tests.length} tests  ${Math.round(module.diagnostic().duration)} ms`);
    for (const error of [module, ...module.children.allSuites()].flatMap((part) => part.errors())) print(this.#render(error));
    for (const test of tests) this.#printFailures(test);
    for (const test of tests.filter((one) => one.diagnostic()?.flaky)) print(`flaky ${module.relativeModuleId} > ${test.fullName}`);
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly Failure[]): void {
    for (const error of unhandled) print(`FAIL outside any test\n${this.#render(error)}`);
    const summary = this.#summarize(modules, unhandled.length);
    for (const { path, name, reason } of summary.skipped) print(`skip ${path} > ${name}  (${reason || 'no reason given'})`);
    const unexpected = this.#unexpected(summary.skipped);
    if (unexpected.length > 0) {
      print(`FAIL ${unexpected.length} skipped tests are not listed in ${this.#options.allowedSkips}:`);
      for (const { path, name } of unexpected) print(`    ${path} > ${name}`);
      process.exitCode = 1;
    }
    this.#write(summary);
    print(closingLine(summary));
  }

  #printFailures(test: TestCase): void {
    const result = test.result();
    if (result.state !== 'failed') return;
    print(`FAIL ${test.module.relativeModuleId} > ${test.fullName}`);
    for (const error of result.errors) print(this.#render(error));
  }

  #render(failure: Failure): string {
    return stripVTControlCharacters(renderFailure(failure, this.#root));
  }

  #summarize(modules: readonly TestModule[], unhandled: number): Summary {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const states = tests.map((test) => test.result().state);
    const parts = modules.flatMap((module) => [module, ...module.children.allSuites()]);
    return {
      passed: states.filter((state) => state === 'passed').length,
      failed: states.filter((state) => state === 'failed').length + parts.filter((part) => part.errors().length > 0).length + unhandled,
      skipped: tests.filter((test) => test.result().state === 'skipped').map((test) => this.#describeSkip(test)),
    };
  }

  #describeSkip(test: TestCase): SkippedTest {
    const result = test.result();
    const note = result.state === 'skipped' ? result.note : undefined;
    return { path: test.module.relativeModuleId, name: test.fullName, reason: note ?? (needInTitle(test.fullName) || reasonAbove(test)) };
  }

  #unexpected(skipped: readonly SkippedTest[]): SkippedTest[] {
    if (this.#options.allowedSkips === undefined) return [];
    return unexpectedSkips(skipped, parseAllowedSkips(readFileSync(join(this.#root, this.#options.allowedSkips), 'utf8')));
  }

  #write(summary: Summary): void {
    if (this.#options.summary === undefined) return;
    const path = join(this.#root, this.#options.summary);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `${JSON.stringify(summary, null, 2)}\n`);
  }
}

/** Comment above the test, or above the nearest group that has one. Needs `includeTaskLocation`. */
function reasonAbove(test: TestCase): string {
  const source = readFileSync(test.module.moduleId, 'utf8');
  for (let part: TestCase | TestSuite | TestModule = test; part.type !== 'module'; part = part.parent) {
    const reason = part.location ? commentAbove(source, part.location.line) : '';
    if (reason !== '') return reason;
  }
  return '';
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
