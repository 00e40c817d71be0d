import type { CodeSymbol, ParsedSource } from '../../src/index.ts';

/** What was found in a text, one line each, as the golden files beside the samples hold it. */
export function summaryOf({ symbols, imports, references }: ParsedSource): string {
  const named = (kind: 'call' | 'use'): string =>
    references
      .filter((reference) => reference.kind === kind)
      .map(({ name, lines }) => `${name}:${lines.join(',')}`)
      .join(' ');
  return [
    ...symbols.map(lineOf),
    ...imports.map(({ specifier, line, names }) => `import ${specifier}${names ? ` {${names.join(' ')}}` : ''} at ${line}`),
    `calls ${named('call')}`,
    `uses ${named('use')}`,
    '',
  ].join('\n');
}

function lineOf({ name, kind, startLine, endLine, parent, exported, doc }: CodeSymbol): string {
  const seen = exported === undefined ? '' : exported ? ' exported' : ' inner';
  return `${kind} ${parent ? `${parent} > ` : ''}${name} ${startLine}-${endLine}${seen}${doc ? ` "${doc}"` : ''}`;
}
