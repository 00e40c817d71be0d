import { describeFailure, writeFileAtomic, type FileSystem } from '@artemis/core';
import { McpError } from '../mcp-error.ts';
import { noApprovals, type ApprovedServer, type Approvals } from './approvals.ts';

const formatVersion = 1;

/**
 * Reads the file of approved tools. Where there is none, nothing is approved.
 *
 * @throws McpError `ARTEMIS_E_MCP_APPROVALS` for a file that is broken: it is never taken for an empty one.
 */
export async function readApprovals(file: string, { readFile }: Pick<FileSystem, 'readFile'>): Promise<Approvals> {
  try {
    const text = await readFile(file, 'utf8');
    const value: unknown = JSON.parse(text);
    if (isApprovals(value)) return { servers: value.servers, together: value.together };
  } catch (error) {
    if (isAbsent(error)) return noApprovals;
    throw broken(file, describeFailure(error), error);
  }
  throw broken(file, 'it does not list approved tools');
}

/** Replaces the file of approved tools; its folder must be there. The old one stays whole when this fails. */
export async function writeApprovals(file: string, { servers, together }: Approvals): Promise<void> {
  await writeFileAtomic(file, `${JSON.stringify({ version: formatVersion, servers, together }, null, 2)}\n`);
}

const broken = (file: string, reason: string, cause?: unknown): McpError =>
  new McpError('ARTEMIS_E_MCP_APPROVALS', `${file} cannot be used: ${reason}.`, { cause, facts: { file } });

const isAbsent = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');

interface StoredApprovals extends Approvals {
  readonly version: number;
}

const isApprovals = (value: unknown): value is StoredApprovals =>
  isRecord(value) &&
  value['version'] === formatVersion &&
  isRecord(value['servers']) &&
  Object.values(value['servers']).every(isServer) &&
  Array.isArray(value['together']) &&
  value['together'].every((group) => Array.isArray(group) && group.every((identity) => typeof identity === 'string'));

const isServer = (value: unknown): value is ApprovedServer =>
  isRecord(value) &&
  typeof value['name'] === 'string' &&
  isRecord(value['tools']) &&
  Object.values(value['tools']).every((hash) => typeof hash === 'string');

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
