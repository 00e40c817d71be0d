/** Shorter texts are not looked for: they would be found inside ordinary words. */
const shortestSecret = 6;
const longestSecret = 65_536;

/**
 * The ways a known secret may be written: as it is, in JSON (once and twice), in an address, and in base64 at each of its three
 * alignments. Longest first. Empty for a secret of fewer than 6 or more than 65 536 characters.
 */
export function secretForms(secret: string): readonly string[] {
  if (secret.length < shortestSecret || secret.length > longestSecret) return [];
  const escaped = insideJson(secret);
  const encoded = encodeURIComponent(secret.toWellFormed());
  const forms = new Set([
    secret,
    escaped,
    insideJson(escaped),
    encoded,
    encoded.replaceAll(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase()),
    encoded.replaceAll('%20', '+'),
    // JSON may write `/` as `\/`.
    escaped.replaceAll('/', '\\/'),
    ...inBase64(secret),
  ]);
  return [...forms].toSorted((one, other) => other.length - one.length);
}

const insideJson = (text: string): string => JSON.stringify(text).slice(1, -1);

/** The characters that depend on the secret alone, whatever stands before and after it. */
function inBase64(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const aligned = [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replaceAll('=', '');
    const from = Math.ceil((before * 8) / 6);
    const wholeGroups = Math.floor(((before + bytes.length) * 8) / 6);
    return text.slice(from, wholeGroups);
  });
  return [...aligned, ...aligned.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'))];
}
