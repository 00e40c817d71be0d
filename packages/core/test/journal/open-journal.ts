import { Journal } from '../../src/journal/journal.ts';
import { nodeFileSystem } from '../../src/ports/node-file-system.ts';

/** Opens the journal of a folder, asks for every memo, and prints what it held. */
const [directory = ''] = process.argv.slice(2);
const memos: number[] = [];
let events = 0;
let lastSeq = 0;
const journal = await Journal.open({
  directory,
  fileSystem: nodeFileSystem,
  redact: (json) => json,
  onPast: ({ seq }) => {
    events++;
    lastSeq = seq;
  },
});
for (let seq = 1; seq <= lastSeq + 1; seq++) {
  const key = `memo-${seq}`;
  if (journal.has(key)) memos.push(((await journal.recall(key)) as { readonly text: string }).text.length);
}
await journal.close();
console.log(JSON.stringify({ events, memos: memos.length, shortestMemo: Math.min(...memos), damage: journal.damage }));
