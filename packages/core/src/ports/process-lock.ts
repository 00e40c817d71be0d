/** A lock that its holder keeps until it lets go or dies. */
export interface ProcessLock {
  /** Lets go. Calling it again does nothing. */
  release(): Promise<void>;
}

/** Who holds a lock, as far as it can be asked. */
export interface LockHolder {
  readonly pid: number;
  readonly host: string;
}

/** Locks between processes, injected. */
export interface ProcessLocks {
  /**
   * Takes the lock of a name at once, or not at all.
   *
   * @returns The lock, or who holds it; `null` when the holder does not answer.
   */
  acquire(name: string): Promise<{ readonly lock: ProcessLock } | { readonly holder: LockHolder | null }>;
}
