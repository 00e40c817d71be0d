import type { Check } from '../src/check.ts';
import { repositoryOfTexts } from '../src/repository.ts';

/** What a check says about these files, as `path:line`, sorted as it gives them. */
export async function objections(check: Check, texts: Readonly<Record<string, string>>): Promise<string[]> {
  const findings = await check.run(repositoryOfTexts(texts));
  return findings.map(({ path, line }) => `${path}:${line}`);
}

/** A manifest as text. */
export function json(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
