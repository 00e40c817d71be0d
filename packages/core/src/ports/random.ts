/** Chance, injected: back-off jitter, run ids and temporary names draw from here, so that a seed replays a run. */
export interface Random {
  /** A number in [0, 1). */
  fraction(): number;
  /** `length` characters of lower-case base 32 (`0-9a-v`): unguessable where the source is. */
  id(length: number): string;
}
