/** A kind of test runner whose results can be read test by test. */
export type RunnerId =
  | 'node-test'
  | 'vitest'
  | 'jest'
  | 'mocha'
  | 'ava'
  | 'tap'
  | 'bun-test'
  | 'deno-test'
  | 'pytest'
  | 'unittest'
  | 'cargo-test'
  | 'go-test'
  | 'surefire'
  | 'gradle-test'
  | 'ctest'
  | 'meson-test'
  | 'dotnet-test'
  | 'rspec'
  | 'minitest'
  | 'phpunit'
  | 'mix-test'
  | 'sbt-test'
  | 'bazel-test'
  | 'ant-junit';

/** One program of a gate. */
export interface GateStep {
  /**
   * The words. The first is a program name to look up on the machine's path, or `bin:` and the name of a program the project's own
   * dependencies bring.
   */
  readonly argv: readonly string[];
  /** Variables set for this step by the project's script. */
  readonly env?: Readonly<Record<string, string>>;
  /** How its results are read; absent for a step that builds, or whose results cannot be read test by test. */
  readonly runner?: RunnerId;
  /** Whether it runs tests at all. */
  readonly kind: 'build' | 'test';
}

/** How a project is built and tested, as found in its files. JSON, because it is kept in the journal. */
export interface Gate {
  /** Name of the row in the tool table, such as `pnpm`. */
  readonly tool: string;
  /** Folder it runs in, relative to the project; `''` is the project itself. */
  readonly dir: string;
  /** At least one. Run in order; the first that fails ends the gate. */
  readonly steps: readonly GateStep[];
  /** Why this command cannot say no, such as `|| true`; empty when nothing speaks against it. */
  readonly doubts: readonly string[];
  /** Major version the project asks for, such as `22`. */
  readonly needsVersion?: string;
}

/** The gate as one line for the reader. */
export const commandLine = (gate: Gate): string =>
  gate.steps
    .map(({ argv }) => argv.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word.replace(/^bin:/, '') : `'${word}'`)).join(' '))
    .join(' && ') + (gate.dir === '' ? '' : ` (in ${gate.dir})`);
