/** State of a circuit. `isolated` is open, held by hand. */
export type CircuitState = 'closed' | 'open' | 'half-open' | 'isolated';
