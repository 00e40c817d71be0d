import { z } from '../zod.ts';
import type { DevelopRequest } from '../../capability/supervision.ts';
import type { BuildReport } from '../../task/build-report.ts';
import { capText } from '../cap-text.ts';
import type { Overlay } from '../overlay.ts';
import { quote } from '../quote.ts';
import { agentTool, type AgentTool } from './agent-tool.ts';

const maxOutputChars = 8_000;

/** Brings the changes to the disk and runs the project's gate on them. */
export const runGateTool = (overlay: Overlay, check: DevelopRequest['check']): AgentTool =>
  agentTool({
    name: 'run_gate',
    description: 'Save all changes and run the build and tests of the project.',
    effect: 'changes',
    input: z.object({}),
    async run(_, call) {
      const report = await check(overlay.patch('Work in progress.'), call);
      overlay.markWritten();
      return { ok: report.status !== 'failed', text: describe(report) };
    },
  });

function describe({ status, summary, output = '', warnings = [] }: BuildReport): string {
  const lines = [`${status}: ${summary}`, ...warnings];
  if (output.trim() !== '') lines.push(quote('output', capText(output, maxOutputChars)));
  return lines.join('\n');
}
