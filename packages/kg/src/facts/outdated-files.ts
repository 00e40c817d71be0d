import { namesAny, type Breather } from '@artemis/code-index';
import type { MemoryGraphStore } from '../memory/memory-graph-store.ts';
import { declarationsIn } from './declarations.ts';
import { linksDigest } from './file-links.ts';
import { partsOfSource } from './made-of.ts';
import type { News, ProjectKnowledge } from './project-knowledge.ts';
import { maxHops } from './reference-resolver.ts';

/**
 * Files whose slice may be another than the one in the graph: those that changed, those whose imports mean something else now, those
 * that use a name whose declaration came, went or moved, those that take a name through a file that passes on other names, and tests
 * of something else. Rather one too many than one too few.
 */
export async function outdatedFiles(
  store: MemoryGraphStore,
  knowledge: ProjectKnowledge,
  news: News,
  breather: Breather,
): Promise<ReadonlySet<string>> {
  const search = new OutdatedFiles(store, knowledge, news, breather);
  await search.byLinks();
  await search.byNames();
  await search.byPassing();
  await search.byTests();
  return search.found;
}

const noLinks = linksDigest([]);

class OutdatedFiles {
  readonly found: Set<string>;
  readonly #store: MemoryGraphStore;
  readonly #knowledge: ProjectKnowledge;
  readonly #news: News;
  readonly #breather: Breather;
  /** Files that pass other names on than before. */
  readonly #passing = new Set<string>();

  constructor(store: MemoryGraphStore, knowledge: ProjectKnowledge, news: News, breather: Breather) {
    this.found = new Set(news.changed.map(({ path }) => path));
    this.#store = store;
    this.#knowledge = knowledge;
    this.#news = news;
    this.#breather = breather;
  }

  async byLinks(): Promise<void> {
    const { changed, removed, reshaped } = this.#news;
    for (const path of removed) if (this.#linksBefore(path) !== noLinks) this.#passing.add(path);
    for (const { path } of reshaped ? this.#knowledge.files : changed) {
      if (this.#linksBefore(path) !== this.#knowledge.linksDigest(path)) {
        this.found.add(path);
        this.#passing.add(path);
      }
      await this.#breather.breathe();
    }
  }

  async byNames(): Promise<void> {
    const { changed, removed } = this.#news;
    const names = new Set(removed.flatMap((path) => this.#idsBefore(path)).flatMap(namesIn));
    for (const file of changed) {
      const [before, now] = [this.#idsBefore(file.path), declarationsIn(file).map(({ id }) => id)];
      const moved = before.length === now.length && before.every((id, at) => id === now[at]) ? [] : differing(before, now);
      for (const name of moved.flatMap(namesIn)) names.add(name);
    }
    if (names.size === 0) return;
    for (const file of this.#knowledge.files) {
      if (namesAny(file, names)) this.found.add(file.path);
      await this.#breather.breathe();
    }
  }

  async byPassing(): Promise<void> {
    if (this.#passing.size === 0) return;
    const through = await this.#leadingTo(this.#passing);
    for (const { path } of this.#knowledge.files) {
      const takes = this.#knowledge
        .links(path)
        .some(({ to, names }) => through.has(to) && names?.some((name) => !this.#knowledge.declares(to, name)));
      if (takes) this.found.add(path);
      await this.#breather.breathe();
    }
  }

  async byTests(): Promise<void> {
    if (!this.#news.reshaped) return;
    for (const { path, isTest } of this.#knowledge.files) {
      if (!isTest || this.found.has(path)) continue;
      const [before, now] = [this.#store.testedBy(path), this.#knowledge.testedBy(path)];
      if (before.size !== now.length || now.some((code) => !before.has(code))) this.found.add(path);
      await this.#breather.breathe();
    }
  }

  /** Files, and those whose imports lead to them within as many steps as a name is followed. */
  async #leadingTo(files: ReadonlySet<string>): Promise<ReadonlySet<string>> {
    const users = new Map<string, string[]>();
    for (const { path } of this.#knowledge.files) {
      for (const { to } of this.#knowledge.links(path)) {
        const known = users.get(to);
        if (known) known.push(path);
        else users.set(to, [path]);
      }
      await this.#breather.breathe();
    }
    const reached = new Set(files);
    let frontier = [...files];
    for (let hop = 0; hop < maxHops; hop++) {
      frontier = frontier.flatMap((path) => users.get(path) ?? []).filter((path) => !reached.has(path) && reached.add(path));
    }
    return reached;
  }

  #linksBefore(path: string): string {
    return this.#store.has(path) ? partsOfSource(this.#store.file(path)?.source).links : noLinks;
  }

  /** In the order they stand. */
  #idsBefore(path: string): readonly string[] {
    return this.#store.idsOf(path).slice(1);
  }
}

/** What is in one list only; all where both hold the same in another order. */
function differing(before: readonly string[], now: readonly string[]): readonly string[] {
  const [old, present] = [new Set(before), new Set(now)];
  const only = [...before.filter((id) => !present.has(id)), ...now.filter((id) => !old.has(id))];
  return only.length > 0 && inOrder(before, present).join('\n') === inOrder(now, old).join('\n') ? only : [...before, ...now];
}

const inOrder = (ids: readonly string[], wanted: ReadonlySet<string>): readonly string[] => ids.filter((id) => wanted.has(id));

/** Names by which a declaration may be called, from its id: which part of `A.b` is the symbol's own cannot be told from there. */
function namesIn(id: string): readonly string[] {
  const full = id.slice(id.indexOf('#') + 1).replace(/~\d+$/, '');
  const names = [full];
  for (let at = full.indexOf('.'); at >= 0; at = full.indexOf('.', at + 1)) names.push(full.slice(at + 1));
  return names;
}
