import { ProjectGraph, type ProjectSurroundings } from './project-graph.ts';

/** The graphs of all projects somebody asked about. */
export class ProjectGraphs {
  readonly #surroundings: ProjectSurroundings;
  readonly #open = new Map<string, Promise<ProjectGraph>>();

  constructor(surroundings: ProjectSurroundings) {
    this.#surroundings = surroundings;
  }

  /** The graph of a project folder, opened at the first call. */
  of(projectDir: string): Promise<ProjectGraph> {
    const known = this.#open.get(projectDir);
    if (known) return known;
    const opened = ProjectGraph.open(projectDir, this.#surroundings);
    this.#open.set(projectDir, opened);
    opened.catch(() => this.#open.delete(projectDir));
    return opened;
  }

  /** Waits until all of them are on disk and lets go of them. Calling it again does nothing. */
  async close(): Promise<void> {
    const open = [...this.#open.values()];
    this.#open.clear();
    await Promise.allSettled(open.map(async (graph) => (await graph).close()));
  }
}
