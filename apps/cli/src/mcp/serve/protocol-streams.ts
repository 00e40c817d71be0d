import { Writable } from 'node:stream';

/**
 * Standard output for the protocol alone. Whatever else writes to it from now on, such as a plugin that prints, goes to standard
 * error: a single foreign line would end the connection.
 */
export function claimStdout({ stdout, stderr }: Pick<NodeJS.Process, 'stdout' | 'stderr'>): Writable {
  const write = stdout.write.bind(stdout);
  stdout.write = stderr.write.bind(stderr);
  const claimed = new Writable({ write: (chunk: Uint8Array, _encoding, done) => void write(chunk, done) });
  // A reader that has gone is seen by the end of its requests.
  claimed.on('error', () => {});
  return claimed;
}
