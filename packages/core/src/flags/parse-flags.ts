import { flagDefinitions, type FlagName } from './flag-definitions.ts';
import { flagsByKey } from './flag-names.ts';
import { FlagsFileError } from './flags-file-error.ts';
import { nearestName } from './nearest-name.ts';

/** Version of the file format. A file says `"version": 1` or nothing. */
const formatVersion = 1;

/** What a flags file says. */
export interface ParsedFlags {
  readonly values: Readonly<Partial<Record<FlagName, boolean>>>;
  /** Keys that were passed over because the file is of a newer format, one sentence each. */
  readonly warnings: readonly string[];
}

/**
 * Reads the text of a flags file: one flat JSON object of booleans.
 *
 * @throws FlagsFileError `ARTEMIS_E_FLAGS_FILE` naming file, line, key and value. A file of a newer format may have keys that
 * are not known here: they become warnings.
 */
export function parseFlags(file: string, text: string): ParsedFlags {
  const content = parseObject(file, text);
  const newer = isNewer(file, text, content['version']);
  const values: Partial<Record<FlagName, boolean>> = {};
  const warnings: string[] = [];
  for (const [key, value] of Object.entries(content)) {
    if (key === 'version') continue;
    const place = { key: shortKey(key), ...lineOf(text, key) };
    const flag = flagsByKey.get(key);
    if (flag === undefined && newer) warnings.push(`${file}: "${place.key}" is not known to this version of Artemis and has no effect.`);
    if (flag === undefined && !newer) throw unknownKey(file, place);
    if (flag !== undefined) addFlag(file, values, flag, value, place);
  }
  requireEachKeyOnce(file, text);
  return { values, warnings };
}

interface Place {
  readonly key: string;
  readonly line?: number;
}

function parseObject(file: string, text: string): Record<string, unknown> {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw new FlagsFileError(
      file,
      { rule: 'not-json', problem: 'is not valid JSON', hint: 'Correct it, or unset ARTEMIS_FEATURE_FLAGS.' },
      error,
    );
  }
  if (typeof content === 'object' && content !== null && !Array.isArray(content)) return content as Record<string, unknown>;
  throw new FlagsFileError(file, {
    rule: 'not-an-object',
    problem: 'does not hold a JSON object',
    hint: 'Write it as {"enable_rag": false}.',
    value: shortValue(content),
  });
}

function isNewer(file: string, text: string, version: unknown): boolean {
  if (version === undefined) return false;
  if (typeof version === 'number' && Number.isInteger(version) && version >= formatVersion) return version > formatVersion;
  throw wrongType(file, { key: 'version', ...lineOf(text, 'version') }, version, `a whole number of at least ${formatVersion}`);
}

function addFlag(file: string, values: Partial<Record<FlagName, boolean>>, flag: FlagName, value: unknown, place: Place): void {
  if (typeof value !== 'boolean') throw wrongType(file, place, value, 'true or false');
  if (!value && flagDefinitions[flag].kind === 'core') {
    throw new FlagsFileError(file, {
      rule: 'core-feature',
      problem: `switches off "${place.key}", which Artemis cannot work without`,
      hint: `Remove "${place.key}" from the file.`,
      value: 'false',
      ...place,
    });
  }
  if (values[flag] !== undefined && values[flag] !== value) throw givenTwice(file, place);
  values[flag] = value;
}

/** `JSON.parse` silently takes the last of equal keys. Here every text of the file is a key, as all values are booleans or the version. */
function requireEachKeyOnce(file: string, text: string): void {
  const seen = new Set<string>();
  for (const [written] of text.matchAll(/"(?:[^"\\]|\\.)*"/g)) {
    const key = String(JSON.parse(written));
    if (seen.has(key)) throw givenTwice(file, { key: shortKey(key) });
    seen.add(key);
  }
}

function unknownKey(file: string, place: Place): FlagsFileError {
  const nearest = nearestName(place.key, flagsByKey.keys());
  const hint = nearest === undefined ? 'Remove it; "artemis flags" lists the known flags.' : `Did you mean "${nearest}"?`;
  return new FlagsFileError(file, {
    rule: 'unknown-key',
    problem: `has the unknown key "${place.key}"`,
    hint,
    ...place,
    ...(nearest !== undefined && { nearest }),
  });
}

function wrongType(file: string, place: Place, value: unknown, expected: string): FlagsFileError {
  const shown = shortValue(value);
  return new FlagsFileError(file, {
    rule: 'wrong-type',
    problem: `sets "${place.key}" to ${shown}, which is not ${expected}`,
    hint: `Set "${place.key}" to ${expected}, without quotes.`,
    value: shown,
    ...place,
  });
}

function givenTwice(file: string, place: Place): FlagsFileError {
  return new FlagsFileError(file, {
    rule: 'given-twice',
    problem: `sets the flag of "${place.key}" twice`,
    hint: 'Keep only one of the two.',
    ...place,
  });
}

/** First line that holds the key; nothing when the file writes it with escapes. */
function lineOf(text: string, key: string): { line?: number } {
  const offset = text.indexOf(JSON.stringify(key));
  return offset < 0 ? {} : { line: text.slice(0, offset).split('\n').length };
}

/** Values are shown, but neither a whole document nor a control character. */
function shortValue(value: unknown): string {
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'a list' : 'an object';
  return shorten(JSON.stringify(value));
}

const shortKey = (key: string): string => shorten(JSON.stringify(key).slice(1, -1));
const shorten = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text);
