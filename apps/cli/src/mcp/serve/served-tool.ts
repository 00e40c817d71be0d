import type { ServerContext } from '@modelcontextprotocol/server';
import type { ZodType } from 'zod';

/** A tool that other agents may call. */
export interface ServedTool<I = never> {
  readonly name: string;
  /** What it does, as other agents read it. */
  readonly description: string;
  readonly input: ZodType<I>;
  /** Whether it leaves everything as it is. */
  readonly readOnly: boolean;
  /** What it answers. What it throws becomes an answer that says so. */
  readonly answer: (input: I, context: ServerContext) => Promise<object>;
}
