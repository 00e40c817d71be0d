import { socketLocks } from '../../src/ports/socket-locks.ts';

/** Tries to take the lock that its argument names, says whether it has it, and keeps it until it is killed. */
const answer = await socketLocks.acquire(process.argv[2] ?? '');
process.stdout.write('lock' in answer ? 'held\n' : 'refused\n');
setInterval(() => {}, 60_000);
