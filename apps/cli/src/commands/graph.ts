import { relative, resolve, sep } from 'node:path';
import { exitCodes, sanitizeLine } from '@artemis/core';
import type { GraphAnswer, GraphPath, OpenCodeGraph } from '@artemis/kg';
import { openGraph } from '../context/open-context.ts';
import type { Invocation } from '../invocation.ts';
import { untilSignal } from '../process/until-signal.ts';
import { line, warning, type Line } from '../terminal/line.ts';

/** `artemis graph affected <file>`: files that a change of a file may break, nearest first. For a file it does not know it ends with 1. */
export function affected(invocation: Invocation, file = ''): Promise<number> {
  const changing = inProject(file, invocation);
  return answer(invocation, (graph, signal) => graph.affected(changing, { signal }), {
    named: [changing],
    document: (files) => ({ file: changing, affected: files.map(({ isTest: is_test, ...rest }) => ({ ...rest, is_test })) }),
    lines: (files) => files.map((each) => line(`${String(each.distance).padStart(3)}  ${each.path}${each.isTest ? '  (test)' : ''}`)),
    none: 'Nothing that is known uses it.',
    isNone: (_, unknown) => unknown.length > 0,
  });
}

/** `artemis graph map <words…>`: a map of the part of the project that some words are about, as a run would be told. */
export function map(invocation: Invocation, ...words: string[]): Promise<number> {
  const text = words.join(' ');
  return answer(invocation, (graph, signal) => graph.map(text, { signal }), {
    document: (items) => ({
      text,
      map: items.map(({ path: file, title, text: symbols, score }) => ({ file, title, text: symbols, score })),
    }),
    lines: (items) =>
      items.flatMap(({ title, text: symbols }) => [line(title), ...symbols.split('\n').map((each) => line(`  ${each}`, 'faint'))]),
    none: 'Nothing that is known bears on it.',
  });
}

/** `artemis graph tests <files…>`: all tests, those first that are most likely to notice a change. */
export function tests(invocation: Invocation, ...files: string[]): Promise<number> {
  const changed = files.map((file) => inProject(file, invocation));
  return answer(invocation, (graph, signal) => graph.testsFirst(changed, { signal }), {
    named: changed,
    document: (paths) => ({ files: changed, tests: paths }),
    lines: (paths) => paths.map((path) => line(path)),
    none: 'There are no tests.',
  });
}

/** `artemis graph path <from> <to>`: a shortest way between two files or symbols. Without one it ends with 1. */
export const path = (invocation: Invocation, from = '', to = ''): Promise<number> =>
  answer(invocation, (graph, signal) => graph.path(from, to, { signal }), {
    document: (found) => ({ from, to, path: found }),
    lines: (found) => (found ? describePath(found) : []),
    none: `No way leads from ${from} to ${to}, or one of them is not known.`,
    isNone: (found) => found === null,
  });

/** How an answer is shown. */
interface Shown<T> {
  /** Paths that were named: those the graph does not know are said. Default: none. */
  readonly named?: readonly string[];
  readonly document: (value: T) => object;
  readonly lines: (value: T) => readonly Line[];
  /** What is said when there is nothing to show. */
  readonly none: string;
  /** Whether nothing to show is a failure. Default: it is not. */
  readonly isNone?: (value: T, unknown: readonly string[]) => boolean;
}

async function answer<T>(
  invocation: Invocation,
  ask: (graph: OpenCodeGraph, signal: AbortSignal) => Promise<GraphAnswer<T>>,
  { named = [], document, lines, none, isNone = () => false }: Shown<T>,
): Promise<number> {
  const { terminal, options } = invocation;
  await using graph = await openGraph(invocation);
  return await untilSignal(async (signal) => {
    const { value: summary } = await graph.index({ signal });
    const { value, servedBy, degradedBecause } = await ask(graph, signal);
    const unknown = named.filter((each) => !graph.knows(each));
    const shown = lines(value);
    if (options.json) {
      terminal.out.prettyJson({
        version: 1,
        ...document(value),
        ...(named.length > 0 && { unknown }),
        served_by: servedBy,
        degraded_because: degradedBecause ?? null,
        complete: summary.complete,
      });
    } else {
      terminal.out.print(...(shown.length > 0 ? shown : [line(none)]));
      terminal.err.print(...unknown.map((each) => warning(`${each} is no file of the graph: it is not there, left out, or too large.`)));
      if (!summary.complete) terminal.err.print(warning('Time ran out before all files were read; the answer may miss some.'));
      terminal.err.print(
        degradedBecause === undefined
          ? line(`served by ${servedBy}`, 'faint')
          : warning(`served by ${servedBy} instead of neo4j: ${sanitizeLine(degradedBecause, 200)}`),
      );
    }
    if (isNone(value, unknown)) return exitCodes.notAccepted;
    return options.strict && degradedBecause !== undefined ? exitCodes.strict : exitCodes.done;
  });
}

/** The graph knows paths from the project folder, with `/`. */
const inProject = (file: string, { options }: Invocation): string => relative(options.cwd, resolve(options.cwd, file)).split(sep).join('/');

function describePath({ nodes, edges }: GraphPath): readonly Line[] {
  return nodes.flatMap(({ id, name, path: file }, index) => {
    const edge = edges[index];
    const where = file === undefined || file === name ? '' : `  ${file}`;
    const step = edge ? [line(`  ${edge.from === id ? edge.kind : `${edge.kind} (from below)`}`, 'faint')] : [];
    return [line(`${name}${where}`), ...step];
  });
}
