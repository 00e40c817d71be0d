import type { OptionalCapability } from '../capability/capabilities.ts';
import type { FileSystem } from '../ports/file-system.ts';
import { nodeFileSystem } from '../ports/node-file-system.ts';
import { InvalidOptionError } from '../resilience/invalid-option-error.ts';
import { envBoolean } from './env-boolean.ts';
import { flagDefinitions, flagNames, flagOf, optionalCapabilities, type FlagName } from './flag-definitions.ts';
import type { FlagDetails } from './flag-details.ts';
import { flagsByKey } from './flag-names.ts';
import { parseFlags } from './parse-flags.ts';
import { readFlagsFile } from './read-flags-file.ts';

/** Values of all flags. */
export type FlagValues = Readonly<Record<FlagName, boolean>>;

/** What {@link FeatureFlags.fromEnv} reads with, and what it starts from. */
export interface FromEnvOptions {
  /** Default: the real disk. */
  readonly fileSystem?: FileSystem;
  /** What holds where the file says nothing, such as the flags of a profile. Default: the defaults. */
  readonly base?: FeatureFlags;
}

interface Setting {
  readonly value: boolean;
  readonly source: string;
}

const fromDefaults = 'default';

/**
 * Which features are on, decided once: an object never changes, `with` makes a new one.
 *
 * The three core features are always on. Nothing is read while a run is going.
 */
export class FeatureFlags implements FlagValues {
  declare readonly enableBasicExecution: boolean;
  declare readonly enableErrorHandling: boolean;
  declare readonly enableFileOperations: boolean;
  declare readonly enableRag: boolean;
  declare readonly enableKg: boolean;
  declare readonly enableSupervision: boolean;
  declare readonly enableReview: boolean;
  declare readonly enableReasoning: boolean;
  declare readonly enableBuild: boolean;
  declare readonly enableMcp: boolean;
  declare readonly enableCheckpointRecovery: boolean;
  declare readonly enableLearning: boolean;
  declare readonly enableArbitration: boolean;
  declare readonly enableCaching: boolean;
  declare readonly enableParallelAgents: boolean;
  readonly #settings: ReadonlyMap<FlagName, Setting>;
  #warnings: readonly string[] = [];

  private constructor(values: Readonly<Partial<FlagValues>>, source: string, base?: FeatureFlags) {
    const settings = new Map(base ? base.#settings : defaultSettings());
    for (const [flag, value] of Object.entries(values)) {
      if (value !== undefined) settings.set(checkFlag(flag, value), { value, source });
    }
    this.#settings = settings;
    if (base) this.#warnings = base.#warnings;
    Object.assign(this, Object.fromEntries([...settings].map(([flag, { value }]) => [flag, value])));
    Object.freeze(this);
  }

  /** Flags that nobody has set: all are on, except `enableLearning`, `enableArbitration` and `enableParallelAgents`. */
  static defaults(): FeatureFlags {
    return new FeatureFlags({}, fromDefaults);
  }

  /** Only the core features; everything else is off. */
  static minimal(source = 'minimal'): FeatureFlags {
    return FeatureFlags.defaults().with(
      everyFlag((flag) => flagDefinitions[flag].kind === 'core'),
      source,
    );
  }

  /**
   * Flags from the environment: `ARTEMIS_MINIMAL_MODE` (`true`, `1`, `yes`, `on`) gives {@link FeatureFlags.minimal}; otherwise
   * `ARTEMIS_FEATURE_FLAGS` names a JSON file such as `{"enable_rag": false}`. In minimal mode the file is not read: it could
   * not switch anything off that is still on, and a broken file must not stand in the way.
   *
   * @throws FlagsFileError `ARTEMIS_E_FLAGS_FILE` when the named file cannot be used. The defaults are never taken instead.
   * @throws InvalidOptionError `ARTEMIS_E_INVALID_OPTION` when `ARTEMIS_MINIMAL_MODE` is neither yes nor no.
   */
  static async fromEnv(env: Readonly<Record<string, string | undefined>>, options: FromEnvOptions = {}): Promise<FeatureFlags> {
    if (envBoolean('ARTEMIS_MINIMAL_MODE', env['ARTEMIS_MINIMAL_MODE'])) return FeatureFlags.minimal('ARTEMIS_MINIMAL_MODE');
    const base = options.base ?? FeatureFlags.defaults();
    const file = env['ARTEMIS_FEATURE_FLAGS'] ?? '';
    if (file === '') return base;
    const { values, warnings } = parseFlags(file, await readFlagsFile(file, options.fileSystem ?? nodeFileSystem));
    const flags = base.with(values, file);
    flags.#warnings = [...base.#warnings, ...warnings];
    return flags;
  }

  /** Remarks on the source, such as a key only a newer Artemis knows; one sentence each. */
  get warnings(): readonly string[] {
    return this.#warnings;
  }

  /** Capabilities that are switched off. */
  get disabledCapabilities(): ReadonlySet<OptionalCapability> {
    return new Set(optionalCapabilities.filter((capability) => !this[flagOf(capability)]));
  }

  /**
   * The same flags with some changed. What is `undefined` stays as it is.
   *
   * @param source - Who changes them, for {@link FeatureFlags.evaluate}.
   * @throws InvalidOptionError `ARTEMIS_E_INVALID_OPTION` for an unknown flag, a value that is no boolean, or a core feature
   * that is to be off.
   */
  with(values: Readonly<Partial<FlagValues>>, source: string): FeatureFlags {
    return new FeatureFlags(values, source, this);
  }

  /**
   * A flag with the reason of its value. Never throws: an unknown flag is off, with the reason `ERROR`.
   *
   * @param flag - Its name or key: `enableRag`, `enable_rag` or `rag.enabled`.
   */
  evaluate(flag: string): FlagDetails {
    const name = flagsByKey.get(flag) ?? flagNames.find((known) => flagDefinitions[known].key === flag);
    const setting = name && this.#settings.get(name);
    if (!setting) return notFound(flag);
    const { value, source } = setting;
    const reason = source === fromDefaults ? 'DEFAULT' : 'STATIC';
    return { flagKey: flagDefinitions[name].key, value, variant: value ? 'on' : 'off', reason, source };
  }

  /** All flags by name: a document that a flags file may hold. */
  toJSON(): Record<FlagName, boolean> {
    return everyFlag((flag) => this[flag]);
  }
}

const notFound = (flag: unknown): FlagDetails => ({
  flagKey: typeof flag === 'string' ? flag : '',
  value: false,
  variant: 'off',
  reason: 'ERROR',
  errorCode: 'FLAG_NOT_FOUND',
  source: fromDefaults,
});

function defaultSettings(): [FlagName, Setting][] {
  return flagNames.map((flag) => [flag, { value: flagDefinitions[flag].byDefault, source: fromDefaults }]);
}

function everyFlag(value: (flag: FlagName) => boolean): Record<FlagName, boolean> {
  return Object.fromEntries(flagNames.map((flag) => [flag, value(flag)])) as Record<FlagName, boolean>;
}

function checkFlag(flag: string, value: unknown): FlagName {
  if (!Object.hasOwn(flagDefinitions, flag)) throw new InvalidOptionError(flag, `one of ${flagNames.join(', ')}`, 'an unknown flag');
  if (typeof value !== 'boolean') throw new InvalidOptionError(flag, 'true or false', value);
  if (!value && flagDefinitions[flag as FlagName].kind === 'core')
    throw new InvalidOptionError(flag, 'true: Artemis cannot work without it', 'false');
  return flag as FlagName;
}
