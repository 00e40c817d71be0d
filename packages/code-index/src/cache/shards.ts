import { crc32 } from 'node:zlib';

/** In how many files the cache is kept. */
export const shardCount = 16;

/** The shard a path belongs to. */
export const shardOf = (path: string): number => crc32(path) % shardCount;

/** Name of the file of a shard. */
export const shardName = (shard: number): string => `files-${String(shard).padStart(2, '0')}.json`;
