/** Uses of one name in one file. Which declaration is meant is not known from the file alone. */
export interface CodeReference {
  readonly name: string;
  /** `call`: it is called, or constructed. `use`: it is named as a type, a base or a decorator. */
  readonly kind: 'call' | 'use';
  /** Lines of the uses, ascending, each once, counted from 1. */
  readonly lines: readonly number[];
}
