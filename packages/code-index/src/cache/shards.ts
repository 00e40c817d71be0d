import { crc32 } from 'node:zlib';

/** Files of a project in one shard, about: a change of one of them rewrites so many. */
const filesPerShard = 200;
/** More are never written. */
export const mostShards = 256;

/** In how many shards so many files are kept: a power of two, so that it seldom changes. */
export function shardCountFor(files: number): number {
  const needed = Math.min(Math.max(files / filesPerShard, 1), mostShards);
  return 2 ** Math.ceil(Math.log2(needed));
}

/** The shard a path belongs to. */
export const shardOf = (path: string, count: number): number => crc32(path) % count;

/** Name of the file of a shard. */
export const shardName = (shard: number, count: number): string => `files-${count}-${String(shard).padStart(3, '0')}.txt`;

/** Whether a file is a shard of another count, and thus of no use any more. */
export const isOtherShard = (name: string, count: number): boolean => name.startsWith('files-') && !name.startsWith(`files-${count}-`);
