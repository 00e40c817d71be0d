import { exitCodes, sanitizeLine } from '@artemis/core';
import type { GraphAnswer, GraphSummary } from '@artemis/kg';
import type { IndexReport, RagIndex, RagProgress } from '@artemis/rag';
import { openGraph, openRag } from '../context/open-context.ts';
import type { Invocation } from '../invocation.ts';
import { growHeapSlowly } from '../process/grow-heap-slowly.ts';
import { untilSignal } from '../process/until-signal.ts';
import { isInstalledBeside } from '../compose/load-beside.ts';
import { good, line, warning } from '../terminal/line.ts';
import { StatusLine } from '../terminal/status-line.ts';

/** What was indexed: for retrieval, and where `@artemis/kg` is there, as a graph. */
interface Indexed {
  readonly report: IndexReport;
  readonly graph: GraphAnswer<GraphSummary> | null;
}

/** `artemis index [--watch]`: brings the indexes of the project up to date. */
export async function indexProject(invocation: Invocation): Promise<number> {
  growHeapSlowly();
  const watch = invocation.options.switches.has('watch');
  await using rag = await openRag(invocation);
  await using graph = isInstalledBeside('kg') ? await openGraph(invocation) : null;
  using progress = showProgress(invocation);
  return await untilSignal(async (signal) => {
    let last: Indexed | undefined;
    const show = async (report: IndexReport): Promise<void> => {
      last = { report, graph: (await graph?.index({ signal })) ?? null };
      progress.clear();
      print(last, invocation, watch);
    };
    await show(await rag.index({ signal, onProgress: progress.show }));
    if (watch) await follow(rag, show, signal);
    return invocation.options.strict && last && isDegraded(last) ? exitCodes.strict : exitCodes.done;
  });
}

/** Looks at the project until the signal aborts. One look after the other is printed. */
async function follow(rag: RagIndex, show: (report: IndexReport) => Promise<void>, signal: AbortSignal): Promise<void> {
  let shown = Promise.resolve();
  const onChange = (report: IndexReport): void => {
    // What fails at one look is tried again at the next; the end of the watch is no failure.
    shown = shown.then(() => show(report)).catch(() => {});
  };
  await rag.index({ signal, watch: true, onChange });
  await shown;
}

const isDegraded = ({ report, graph }: Indexed): boolean =>
  !report.chroma.filled || report.unkept !== undefined || graph?.degradedBecause !== undefined;

function print({ report, graph }: Indexed, { terminal, options }: Invocation, watch: boolean): void {
  const { files, passages, complete, unkept, chroma } = report;
  if (options.json) {
    const document = {
      version: 1,
      files,
      passages,
      complete,
      unkept: unkept ?? null,
      chroma,
      graph: graph && { ...graph.value, served_by: graph.servedBy, degraded_because: graph.degradedBecause ?? null },
    };
    return watch ? terminal.out.json(document) : terminal.out.prettyJson(document);
  }
  terminal.out.print(
    good(`${files} files, ${passages} passages${graph ? `, ${graph.value.nodes} nodes and ${graph.value.edges} edges in the graph` : ''}`),
  );
  if (!complete) terminal.err.print(warning('A limit ended it early; what is there can be searched.'));
  if (unkept !== undefined)
    terminal.err.print(warning(`The index could not be kept on disk (${within(unkept)}): the next command makes it again.`));
  if (!chroma.filled)
    terminal.err.print(warning(`Chroma does not hold the vectors (${within(chroma.reason)}). The index on disk serves words alone.`));
  if (graph?.degradedBecause !== undefined)
    terminal.err.print(
      warning(`Neo4j does not hold the graph (${within(graph.degradedBecause)}). The graph in memory serves, and Neo4j gets it later.`),
    );
}

/** A reason that stands within a sentence. */
const within = (reason: string): string => sanitizeLine(reason, 200).replace(/\.$/, '');

interface Progress extends Disposable {
  readonly show: (progress: RagProgress) => void;
  readonly clear: () => void;
}

/** One line in place on a terminal; on anything else a line where a phase begins. */
function showProgress({ terminal, options }: Invocation): Progress {
  let text = '';
  let phase = '';
  const status =
    terminal.live && !options.quiet
      ? new StatusLine(
          terminal.err,
          () => text,
          () => terminal.columns(),
        )
      : null;
  status?.start();
  return {
    show(progress) {
      const unit = progress.phase === 'vectors' ? 'passages' : 'files';
      text = `${progress.phase}  ${progress.done} of ${progress.total} ${unit}`;
      // How many there are is known a little later than that there are some.
      if (progress.total === 0 || progress.phase === phase) return;
      ({ phase } = progress);
      if (!status && !options.quiet) terminal.err.print(line(`${phase}  ${progress.total} ${unit}`));
    },
    clear() {
      text = '';
      status?.print([]);
    },
    [Symbol.dispose]: () => status?.stop(),
  };
}
