/**
 * Parses XML that generated code may have written: a document type is refused, so that no entity of its own is expanded.
 *
 * @param lists - Names of elements that are given as lists, however many there are.
 * @returns `null` when the text is not well formed.
 */
export async function parseXml(text: string, lists: readonly string[]): Promise<object | null> {
  if (/<!DOCTYPE/i.test(text)) return null;
  const { XMLParser } = await import('fast-xml-parser');
  const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '', isArray: (name) => lists.includes(name) });
  try {
    const root: unknown = parser.parse(text, true);
    return typeof root === 'object' ? root : null;
  } catch {
    return null;
  }
}
