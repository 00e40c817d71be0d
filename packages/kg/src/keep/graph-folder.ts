import { join } from 'node:path';
import { writeFileAtomic, type FileSystem, type Random } from '@artemis/core';
import type { JournalHead, JournalLine, NumberedChange } from './kept-state.ts';
import { journalFile, snapshotFile } from './read-kept-graph.ts';
import { sealLine } from './sealed-line.ts';

/** Ports a graph's folder needs. */
export interface FolderPorts {
  readonly fileSystem: FileSystem;
  readonly random: Random;
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
  async replace(snapshot: string, head: JournalHead, changes: readonly NumberedChange[]): Promise<void> {
    await this.#ports.fileSystem.mkdir(this.#folder, { recursive: true, mode: 0o700 });
    await writeFileAtomic(join(this.#folder, snapshotFile), snapshot, this.#ports);
    const journal = [{ head }, ...changes].map(sealLine).join('');
    await writeFileAtomic(join(this.#folder, journalFile), journal, this.#ports);
  }
}
