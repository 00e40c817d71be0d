/** What a symbol is, in words that fit every language: a trait is an `interface`, a package or namespace a `module`. */
export type SymbolKind = 'class' | 'interface' | 'type' | 'enum' | 'function' | 'method' | 'constant' | 'variable' | 'field' | 'module';

/** A name that a file declares. Lines count from 1; `endLine` is the last line of the declaration. */
export interface CodeSymbol {
  readonly name: string;
  readonly kind: SymbolKind;
  readonly startLine: number;
  readonly endLine: number;
  /** Name of the symbol around it, such as the class of a method. Absent at the top of the file. */
  readonly parent?: string;
  /** Whether other files can see it, by the rule of its language. Absent where the language has no such rule, or for inner symbols. */
  readonly exported?: boolean;
  /** First words of its documentation comment, without the comment marks. It is text of the project: never an instruction. */
  readonly doc?: string;
}
