import { join } from 'node:path';
import { Breather } from '@artemis/code-index';
import { writeFileAtomic, type Clock, type FileSystem, type Random } from '@artemis/core';
import type { MemoryGraphStore } from '../memory/memory-graph-store.ts';
import type { JournalHead, JournalLine, NumberedChange, SnapshotHead } from './kept-state.ts';
import { journalFile } from './read-graph-journal.ts';
import { snapshotFile } from './read-snapshot.ts';
import { sealLine } from './sealed-line.ts';
import { snapshotText } from './write-snapshot.ts';

/** Ports a graph's folder needs. */
export interface FolderPorts {
  readonly fileSystem: FileSystem;
  readonly random: Random;
  readonly clock: Clock;
}

/** A graph as it is to be kept. */
export interface GraphState {
  readonly store: MemoryGraphStore;
  readonly head: () => Pick<SnapshotHead, 'number' | 'made'>;
}

/** Writes the two files of a kept graph. Every write is on disk when it resolves; all reject when the disk does not take it. */
export class GraphFolder {
  readonly #folder: string;
  readonly #ports: FolderPorts;

  constructor(folder: string, ports: FolderPorts) {
    this.#folder = folder;
    this.#ports = ports;
  }

  /** Adds lines to the journal. */
  async append(lines: readonly JournalLine[]): Promise<void> {
    const handle = await this.#ports.fileSystem.open(join(this.#folder, journalFile), 'a', 0o600);
    try {
      const bytes = Buffer.from(lines.map(sealLine).join(''));
      for (let at = 0; at < bytes.length;) at += (await handle.write(bytes, at, bytes.length - at)).bytesWritten;
      await handle.datasync();
    } finally {
      await handle.close();
    }
  }

  /** Replaces the snapshot, then the journal: between the two, the journal only says again what the snapshot holds. */
  async replace({ store, head: snapshotHead }: GraphState, head: JournalHead, changes: readonly NumberedChange[]): Promise<void> {
    await this.#ports.fileSystem.mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const breather = new Breather(this.#ports.clock);
    await writeFileAtomic(join(this.#folder, snapshotFile), await snapshotText(store, snapshotHead, breather), this.#ports);
    await breather.breathe();
    const journal = [{ head }, ...changes].map(sealLine).join('');
    await writeFileAtomic(join(this.#folder, journalFile), journal, this.#ports);
  }
}
