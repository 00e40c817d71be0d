/** Names that would reach the prototype of whatever they are copied into. */
const forbidden = /"(?:__proto__|constructor|prototype)"\s*:/;

/**
 * Parses a JSON file without loading the parser of configurations, which is asked only to say what is wrong, and where.
 *
 * @throws ConfigError with file and line.
 */
export async function parseJson(file: string, text: string): Promise<unknown> {
  if (!forbidden.test(text)) {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      // Said below.
    }
  }
  const { parseDocument } = await import('./parse-document.ts');
  return parseDocument(file, text).value;
}
