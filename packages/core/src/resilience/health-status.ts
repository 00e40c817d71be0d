/** How a component is. */
export type HealthState = 'healthy' | 'degraded' | 'unhealthy';

/** What a health check found. */
export interface HealthStatus {
  readonly component: string;
  readonly state: HealthState;
  /** It is set up to be used: a check is registered and its settings are there. Says nothing about whether it works. */
  readonly configured: boolean;
  /** The live dependency was really asked just now. */
  readonly probed: boolean;
  /** Why the state is what it is, as one line. */
  readonly message: string;
  /** Time the check took, in milliseconds. Absent when it was not asked. */
  readonly latencyMs?: number;
  /** Wall-clock time of the check, ISO 8601. */
  readonly checkedAt: string;
}

/** What a check finds: a state, and a line on why. */
export type HealthFinding = Pick<HealthStatus, 'state' | 'message'>;
