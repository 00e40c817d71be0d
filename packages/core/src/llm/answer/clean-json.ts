/** JSON that is safe to walk and to keep, or the reason why it is not. */
export type CleanJson = { readonly value: unknown; readonly problem?: undefined } | { readonly problem: string };

interface Step {
  readonly value: unknown;
  readonly path: string;
}

/**
 * Takes `__proto__` keys out of parsed JSON, since copying would make a prototype of them, and refuses text that cannot be
 * written to a file as it stands: a NUL, or half of a surrogate pair. It does not recurse and changes `value` in place.
 */
export function cleanJson(value: unknown): CleanJson {
  const pending: Step[] = [{ value, path: '' }];
  for (let step = pending.pop(); step; step = pending.pop()) {
    const problem = typeof step.value === 'string' ? problemIn(step.value) : undefined;
    if (problem) return { problem: `${step.path || 'the answer'} ${problem}` };
    if (typeof step.value !== 'object' || step.value === null) continue;
    const fields = step.value as Record<string, unknown>;
    for (const key of Object.keys(fields)) {
      const inner = fields[key];
      if (key === '__proto__') delete fields[key];
      else if (problemIn(key)) return { problem: `a key in ${step.path || 'the answer'} ${problemIn(key)}` };
      else if (typeof inner === 'object' || typeof inner === 'string')
        pending.push({ value: inner, path: step.path === '' ? key : `${step.path}.${key}` });
    }
  }
  return { value };
}

function problemIn(text: string): string | undefined {
  if (text.includes('\0')) return 'holds a NUL character';
  return text.isWellFormed() ? undefined : 'holds half of a surrogate pair';
}
