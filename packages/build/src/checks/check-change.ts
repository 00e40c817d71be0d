import {
  describeFailure,
  RunRefusedError,
  withDeadline,
  type CallContext,
  type CheckReport,
  type CheckRequest,
  type Clock,
} from '@artemis/core';
import { BuildError } from '../build-error.ts';
import type { Workshop } from '../builder/workshop.ts';
import { overlayBefore } from '../gate/change-facts.ts';
import { saidYes, type RunFacts } from '../gate/run-facts.ts';
import type { Overlay } from '../scratch/scratch.ts';
import { findChecks, setsUpChecks, type Check } from './find-checks.ts';
import { newRemarks, remarksOf } from './new-remarks.ts';

/** Longest that one check may take, and what must be left to begin with it, in milliseconds. */
const longestMs = 60_000;
const leastMs = 3_000;
/** Remarks that are handed on; more of them are not read by anybody. */
const mostRemarks = 200;

/** What a check needs from around it. */
export interface CheckSurroundings {
  readonly workshop: Workshop;
  readonly clock: Clock;
}

type OneReport = Omit<CheckReport, 'tools'> & { readonly ran: boolean };

/**
 * Runs the compiler and linters that the project was set up for before the change, on a copy of it and in the sandbox: with the
 * change, and where they object, without it too. Only what is new is told.
 */
export async function checkChange({ workshop, clock }: CheckSurroundings, request: CheckRequest, call: CallContext): Promise<CheckReport> {
  const { projectDir, changes } = request;
  const walk = await workshop.walk(projectDir, call);
  const before = overlayBefore(changes);
  const old = new Set([
    ...walk.files.filter((path) => before.get(path) !== null),
    ...[...before].flatMap(([path, text]) => (text === null ? [] : [path])),
  ]);
  const text = async (path: string): Promise<string | null> => before.get(path) ?? workshop.text(projectDir, path);
  const changed = changes.filter(({ after, before: was }) => after !== null && after !== was).map(({ path }) => path);
  const files = new Set([...walk.files, ...changed]);
  const trial = (check: Check, overlay: Overlay): Promise<RunFacts> => {
    const run = (inner: CallContext): Promise<RunFacts> =>
      runCheck(workshop, check, { projectDir, original: projectDir, walk, overlay }, inner);
    return withDeadline(run, { clock, label: check.row.tool, timeoutMs: longestMs, call });
  };
  // How strict the tools are is not for the change to say.
  const withOldSettings: Overlay = new Map([...before].filter(([path]) => setsUpChecks(path)));
  const reports: (OneReport & { readonly tool: string })[] = [];
  for (const check of await findChecks({ files: old, text }, changed)) {
    const { tool } = check.row;
    const report =
      call.remainingMs() < leastMs
        ? { ran: false, remarks: [], notes: [`There was no time for ${tool}.`] }
        : await oneReport(check, files, { withChange: () => trial(check, withOldSettings), withoutIt: () => trial(check, before) }).catch(
            (error: unknown) => {
              call.signal.throwIfAborted();
              if (error instanceof RunRefusedError) throw error;
              return { ran: false, remarks: [], notes: [`${tool} could not be run: ${describeFailure(error)}`] };
            },
          );
    reports.push({ tool, ...report });
  }
  return {
    tools: [...new Set(reports.filter(({ ran }) => ran).map(({ tool }) => tool))],
    remarks: reports.flatMap(({ remarks }) => remarks).slice(0, mostRemarks),
    notes: [...new Set(reports.flatMap(({ notes }) => notes))],
  };
}

interface Runs {
  readonly withChange: () => Promise<RunFacts>;
  readonly withoutIt: () => Promise<RunFacts>;
}

async function oneReport({ row, ways }: Check, files: ReadonlySet<string>, { withChange, withoutIt }: Runs): Promise<OneReport> {
  const dir = ways[0]?.dir ?? '';
  const now = await withChange();
  if (saidYes(now)) return { ran: true, remarks: [], notes: [] };
  const said = remarksOf(row, dir, now.output, files);
  if (said.length === 0)
    return { ran: false, remarks: [], notes: [`${row.tool} says no (${endOf(now)}), and names no place: ${firstLine(now.output)}`] };
  const earlier = await withoutIt();
  return { ran: true, remarks: newRemarks(said, remarksOf(row, dir, earlier.output, files)), notes: [] };
}

const endOf = ({ ending, exitCode }: RunFacts): string => (ending === 'exited' ? `exit code ${exitCode ?? 0}` : ending);

const firstLine = (output: string): string => output.trim().split('\n', 1)[0]?.slice(0, 200) ?? '';

/** Starts a check in the first way that is there. */
async function runCheck(
  workshop: Workshop,
  { row, ways }: Check,
  request: Omit<Parameters<Workshop['trial']>[0], 'gate'>,
  call: CallContext,
): Promise<RunFacts> {
  let missing: unknown;
  for (const gate of ways) {
    try {
      // A linter that is not there must not stand in the way of the gate.
      return await workshop.trial({ ...request, gate, breaker: `check ${row.tool}` }, call);
    } catch (error) {
      if (!(error instanceof BuildError) || error.code !== 'ARTEMIS_E_BUILD_TOOL_MISSING') throw error;
      missing = error;
    }
  }
  throw missing;
}
