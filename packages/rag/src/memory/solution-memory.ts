import { join } from 'node:path';
import { writeFileAtomic, type AcceptedSolution, type Provenance } from '@artemis/core';
import type { PassageText } from '../corpus/passage.ts';
import { sha256 } from '../corpus/sha256.ts';
import { RagError } from '../rag-error.ts';
import type { RagSettings } from '../rag-settings.ts';

/** A remembered solution. */
export interface Memory extends AcceptedSolution {
  readonly id: string;
}

const maxChars = 20_000;
const mostMemories = 1_000;
const namePattern = /^[0-9a-f]{32}\.json$/;

/**
 * Accepted solutions of one project, a file each. These files are the truth; what stands in Chroma is made from them, so that
 * nothing is lost while Chroma is gone, and nothing that somebody else put there is ever believed.
 */
export class SolutionMemory {
  readonly #folder: string;
  readonly #settings: RagSettings;
  #memories: ReadonlyMap<string, Memory> = new Map();

  constructor(folder: string, settings: RagSettings) {
    this.#folder = folder;
    this.#settings = settings;
  }

  /** What is remembered, as of the last load. */
  get list(): readonly Memory[] {
    return [...this.#memories.values()];
  }

  /** The same, as passages. */
  get passages(): readonly PassageText[] {
    return this.list.map((memory) => {
      const text = textOf(memory);
      return {
        id: memory.id,
        path: null,
        startLine: 1,
        endLine: 1,
        offset: 0,
        chars: text.length,
        symbols: [],
        text,
      };
    });
  }

  /** Reads what is new on disk. A file that is damaged, or does not hold what its name says, is left out. Never rejects. */
  async load(): Promise<void> {
    if (!this.#settings.learning) return;
    const names = await this.#settings.ports.fileSystem.readdir(this.#folder).catch((): string[] => []);
    const ids = names.filter((name) => namePattern.test(name)).map((name) => name.slice(0, -'.json'.length));
    // The name is made of the content, so what was read once need not be read again.
    const memories = await Promise.all(ids.map(async (id) => this.#memories.get(id) ?? (await this.#read(id))));
    this.#memories = new Map(memories.flatMap((memory) => (memory === null ? [] : [[memory.id, memory]])));
  }

  /** Text of a memory as it is on disk now; `null` when it was forgotten, by whomever. Never rejects. */
  async textOf(id: string): Promise<string | null> {
    const memory = await this.#read(id);
    return memory === null ? null : textOf(memory);
  }

  /** Where a memory comes from; `null` when it was forgotten. */
  provenanceOf(id: string): Provenance | null {
    return this.#memories.get(id)?.provenance ?? null;
  }

  /**
   * Remembers a solution; the same one twice is one memory. When there are too many, the oldest is forgotten.
   *
   * @returns Its id, for forgetting.
   * @throws RagError `ARTEMIS_E_RAG_LEARNING` when learning is off or the solution is empty or too long.
   */
  async remember(solution: AcceptedSolution): Promise<string> {
    this.#check(solution);
    const id = idOf(solution);
    const { fileSystem } = this.#settings.ports;
    await fileSystem.mkdir(this.#folder, { recursive: true, mode: 0o700 });
    await writeFileAtomic(join(this.#folder, `${id}.json`), JSON.stringify(solution), { fileSystem });
    await this.load();
    await this.#forgetOldest();
    return id;
  }

  /** Forgets a memory for good. Says whether there was one. */
  async forget(id: string): Promise<boolean> {
    if (!namePattern.test(`${id}.json`)) return false;
    const existed = await this.#settings.ports.fileSystem.unlink(join(this.#folder, `${id}.json`)).then(() => true, isMissing);
    await this.load();
    return existed;
  }

  #check({ task, solution }: AcceptedSolution): void {
    const refuse = (reason: string): never => {
      throw new RagError('ARTEMIS_E_RAG_LEARNING', `The solution is not remembered: ${reason}.`);
    };
    if (!this.#settings.learning) refuse('learning is off');
    if (solution.trim() === '') refuse('it is empty');
    if (task.length + solution.length > maxChars) refuse(`it is longer than ${maxChars} characters`);
  }

  async #forgetOldest(): Promise<void> {
    const byAge = this.list.toSorted((one, other) => (one.provenance.acceptedAt < other.provenance.acceptedAt ? -1 : 1));
    for (const { id } of byAge.slice(0, Math.max(byAge.length - mostMemories, 0))) await this.forget(id);
  }

  async #read(id: string): Promise<Memory | null> {
    try {
      const parsed: unknown = JSON.parse(await this.#settings.ports.fileSystem.readFile(join(this.#folder, `${id}.json`), 'utf8'));
      return isSolution(parsed) && idOf(parsed) === id ? { ...parsed, id } : null;
    } catch {
      return null;
    }
  }
}

const textOf = ({ task, solution }: AcceptedSolution): string => `Task: ${task}\n\nAccepted solution:\n${solution}`;
const idOf = ({ task, solution, provenance: { runId } }: AcceptedSolution): string =>
  sha256(JSON.stringify([task, solution, runId])).slice(0, 32);

function isSolution(value: unknown): value is AcceptedSolution {
  const { task, solution, provenance } = (value ?? {}) as Partial<AcceptedSolution>;
  return (
    typeof task === 'string' &&
    typeof solution === 'string' &&
    typeof provenance?.runId === 'string' &&
    typeof provenance.acceptedAt === 'string' &&
    Array.isArray(provenance.files)
  );
}

const isMissing = (error: unknown): boolean => {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
  throw error;
};
