/** The rarest of some words, as many as have no more postings together than so many bytes; one at least. */
export function rarestWithin<T extends { readonly bytes: number }>(words: readonly T[], maxBytes: number): readonly T[] {
  let room = maxBytes;
  return words
    .toSorted((one, other) => one.bytes - other.bytes)
    .filter(({ bytes }, at) => {
      room -= bytes;
      return room >= 0 || at === 0;
    });
}
