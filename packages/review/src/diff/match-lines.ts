/** Part of both texts that is not matched yet: from the first line up to, not including, the last. */
interface Gap {
  readonly oldFrom: number;
  readonly oldTo: number;
  readonly newFrom: number;
  readonly newTo: number;
}

type Pair = readonly [old: number, now: number];

/** Lines looked at in all; what is not matched by then counts as changed. It bounds the time hostile texts can take. */
const mostWork = 4_000_000;
/** Largest table for a gap that has no line of its own kind. */
const mostCells = 250_000;

/**
 * Lines that both texts have, in order: for each line of `old` its place in `now`, from 0; `-1` for a line that is gone. Lines that
 * occur once on both sides are matched first, so that a block that was put in does not tear its surroundings apart.
 */
export function matchLines(old: readonly string[], now: readonly string[]): Int32Array {
  const matches = new Int32Array(old.length).fill(-1);
  const gaps: Gap[] = [{ oldFrom: 0, oldTo: old.length, newFrom: 0, newTo: now.length }];
  let work = 0;
  for (let gap = gaps.pop(); gap && work < mostWork; gap = gaps.pop()) {
    const inner = trimEnds(gap, old, now, matches);
    const [oldLines, newLines] = [inner.oldTo - inner.oldFrom, inner.newTo - inner.newFrom];
    work += oldLines + newLines + 1;
    if (oldLines === 0 || newLines === 0) continue;
    const anchors = longestRise(linesOnce(inner, old, now));
    if (anchors.length > 0) gaps.push(...gapsBetween(anchors, inner, matches));
    else if (oldLines * newLines <= mostCells) {
      work += oldLines * newLines;
      matchByTable(inner, old, now, matches);
    }
  }
  return matches;
}

/** Matches equal lines at both ends and hands back what is between them. */
function trimEnds({ oldFrom, oldTo, newFrom, newTo }: Gap, old: readonly string[], now: readonly string[], matches: Int32Array): Gap {
  let [first, last, newFirst, newLast] = [oldFrom, oldTo, newFrom, newTo];
  while (first < last && newFirst < newLast && old[first] === now[newFirst]) matches[first++] = newFirst++;
  while (first < last && newFirst < newLast && old[last - 1] === now[newLast - 1]) matches[--last] = --newLast;
  return { oldFrom: first, oldTo: last, newFrom: newFirst, newTo: newLast };
}

/** Pairs of lines that occur once in each part, by their place in the old one. */
function linesOnce({ oldFrom, oldTo, newFrom, newTo }: Gap, old: readonly string[], now: readonly string[]): readonly Pair[] {
  const places = placesOnce(now, newFrom, newTo);
  const pairs: Pair[] = [];
  for (const [line, place] of placesOnce(old, oldFrom, oldTo)) {
    const newPlace = places.get(line);
    if (place >= 0 && newPlace !== undefined && newPlace >= 0) pairs.push([place, newPlace]);
  }
  return pairs;
}

/** Each line with its place; `-1` when it has several. */
function placesOnce(lines: readonly string[], from: number, to: number): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (let place = from; place < to; place++) {
    const line = lines[place] ?? '';
    places.set(line, places.has(line) ? -1 : place);
  }
  return places;
}

/** The longest row of pairs that rise on both sides. */
function longestRise(pairs: readonly Pair[]): readonly Pair[] {
  const ends: number[] = [];
  const before: number[] = [];
  for (const [index, [, place]] of pairs.entries()) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[ends[middle] ?? 0]?.[1] ?? 0) < place) low = middle + 1;
      else high = middle;
    }
    before[index] = low > 0 ? (ends[low - 1] ?? -1) : -1;
    ends[low] = index;
  }
  const row: Pair[] = [];
  for (let index = ends.at(-1) ?? -1; index >= 0; index = before[index] ?? -1) {
    const pair = pairs[index];
    if (pair) row.push(pair);
  }
  return row.toReversed();
}

function gapsBetween(anchors: readonly Pair[], { oldFrom, oldTo, newFrom, newTo }: Gap, matches: Int32Array): readonly Gap[] {
  const gaps: Gap[] = [];
  let [oldNext, newNext] = [oldFrom, newFrom];
  for (const [oldPlace, newPlace] of anchors) {
    matches[oldPlace] = newPlace;
    gaps.push({ oldFrom: oldNext, oldTo: oldPlace, newFrom: newNext, newTo: newPlace });
    [oldNext, newNext] = [oldPlace + 1, newPlace + 1];
  }
  return [...gaps, { oldFrom: oldNext, oldTo, newFrom: newNext, newTo }];
}

/** The longest common row of lines, by the table of the textbook. */
function matchByTable({ oldFrom, oldTo, newFrom, newTo }: Gap, old: readonly string[], now: readonly string[], matches: Int32Array): void {
  const [rows, width] = [oldTo - oldFrom, newTo - newFrom + 1];
  const table = new Uint32Array((rows + 1) * width);
  const at = (row: number, column: number): number => table[row * width + column] ?? 0;
  const isSame = (row: number, column: number): boolean => old[oldFrom + row] === now[newFrom + column];
  for (let row = rows - 1; row >= 0; row--)
    for (let column = width - 2; column >= 0; column--)
      table[row * width + column] = isSame(row, column) ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
  for (let row = 0, column = 0; row < rows && column < width - 1;) {
    if (isSame(row, column)) matches[oldFrom + row++] = newFrom + column++;
    else if (at(row + 1, column) >= at(row, column + 1)) row++;
    else column++;
  }
}
