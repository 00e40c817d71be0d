import { readFile } from 'node:fs/promises';
import { definePlugin } from '@artemis/core';

/** Team notes as context: from a web server, and from a file when the server is gone. */
export default function notesPlugin({ url = 'http://127.0.0.1:8765/notes', file = 'NOTES.md' } = {}) {
  const notes = (read) => ({
    retrieve: async (query, call) => [{ title: 'team notes', text: await read(query, call) }],
    prompt: async () => null,
  });
  const fromServer = notes(async (_query, { signal }) => {
    const response = await fetch(url, { signal });
    if (!response.ok) throw new Error(`the notes server answered ${response.status}`);
    return response.text();
  });
  const fromFile = notes(({ projectDir }) => readFile(`${projectDir}/${file}`, 'utf8'));

  return definePlugin({
    name: 'artemis-plugin-notes',
    apiVersion: 1,
    setup(host) {
      host.register('rag', {
        primary: { name: 'notes-server', create: () => fromServer, timeoutMs: 2_000 },
        fallback: { name: 'notes-file', create: () => fromFile },
      });
    },
  });
}
