/** How far indexing is. */
export interface IndexProgress {
  readonly phase: 'listing' | 'reading' | 'done';
  /** Files listed so far. */
  readonly files: number;
  /** Of those, the ones that are dealt with. */
  readonly done: number;
  /** Of those, the ones that had to be parsed. */
  readonly parsed: number;
}
