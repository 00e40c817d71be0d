/** The rule of the plugin contract that was broken. */
export type ContractRule =
  /** The factory makes a plugin. */
  | 'factory'
  /** Setup ends well and in time. */
  | 'setup'
  /** Setup opens no socket and starts no process. */
  | 'setup-connects'
  /** Something is registered. */
  | 'registers-nothing'
  /** With the primary out of order, the fallback serves. */
  | 'fallback'
  /** What the fallback answers has the shape of the capability. */
  | 'shape'
  /** An abort ends what is under way. */
  | 'abort'
  /** Dispose works, also a second time. */
  | 'dispose';

/** One way in which a plugin does not keep the contract. */
export interface ContractViolation {
  readonly rule: ContractRule;
  /** Where: the plugin, or `rag.lexical.retrieve`. */
  readonly where: string;
  /** One sentence. */
  readonly message: string;
}
