import { describeFailure } from '../errors/describe-failure.ts';
import type { Clock } from '../ports/clock.ts';
import { systemClock } from '../ports/system-clock.ts';
import type { CallContext } from './call-context.ts';
import type { CircuitBreaker } from './circuit-breaker.ts';
import { HealthDamper } from './health-damper.ts';
import type { HealthFinding, HealthStatus } from './health-status.ts';
import { checkDuration, checkWait } from './option-checks.ts';
import { readHealthAnswer, type HealthAnswer } from './read-health-answer.ts';
import { withDeadline } from './with-deadline.ts';

/** Asks a live dependency whether it works. A rejection is its reason why not. It must honour the signal. */
export type HealthCheck = (call: CallContext) => HealthAnswer | Promise<HealthAnswer>;

/** Settings of a {@link HealthChecker}. */
export interface HealthCheckerOptions {
  /** Default: the system's. */
  readonly clock?: Clock;
  /** Longest one check may take, in milliseconds. Default: 2 000. */
  readonly timeoutMs?: number;
  /** A component that flaps turns healthy again only after this long without a change, in milliseconds. Default: 10 000. */
  readonly settleMs?: number;
}

/** What else is known of a registered component. */
export interface HealthCheckOptions {
  /** Longest this check may take, in milliseconds. Default: that of the checker. */
  readonly timeoutMs?: number;
  /** `false` when settings it needs are missing; it is then not asked. Default: `true`. */
  readonly configured?: boolean;
  /** Breakers of the calls it serves. What those calls show overrules a check that says all is well. */
  readonly breakers?: readonly CircuitBreaker[];
}

interface Entry extends HealthCheckOptions {
  readonly check: HealthCheck;
  readonly damper: HealthDamper;
}

type Unnamed = Omit<HealthStatus, 'component' | 'checkedAt'>;

/** Asks components how they are, all at once, each within its own deadline, and keeps the reason. Never rejects for a sick component. */
export class HealthChecker {
  readonly #clock: Clock;
  readonly #timeoutMs: number;
  readonly #settleMs: number;
  readonly #entries = new Map<string, Entry>();

  /** @throws ArtemisError `ARTEMIS_E_INVALID_OPTION` naming the first option that cannot work. */
  constructor(options: HealthCheckerOptions = {}) {
    this.#clock = options.clock ?? systemClock;
    this.#timeoutMs = checkDuration('timeoutMs', options.timeoutMs ?? 2_000);
    this.#settleMs = checkWait('settleMs', options.settleMs ?? 10_000);
  }

  /** Registers how to ask a component. A later registration of the same name replaces it. */
  register(component: string, check: HealthCheck, options: HealthCheckOptions = {}): void {
    if (options.timeoutMs !== undefined) checkDuration('timeoutMs', options.timeoutMs);
    this.#entries.set(component, { ...options, check, damper: new HealthDamper(this.#settleMs) });
  }

  /** Asks one component. One that is not registered is unhealthy and not configured. */
  async check(component: string): Promise<HealthStatus> {
    const entry = this.#entries.get(component);
    const found = entry === undefined ? notAsked('no health check is registered') : await this.#ask(component, entry);
    return { component, ...found, checkedAt: new Date(this.#clock.wallMs()).toISOString() };
  }

  /** Asks every registered component at the same time. The result is keyed by component. */
  async checkAll(): Promise<Readonly<Record<string, HealthStatus>>> {
    const statuses = await Promise.all([...this.#entries.keys()].map((component) => this.check(component)));
    // Names are the plugins' choice: none of them may reach a prototype.
    return Object.assign(Object.create(null), Object.fromEntries(statuses.map((status) => [status.component, status])));
  }

  /** Asks one component; `true` only if it is healthy. */
  async isHealthy(component: string): Promise<boolean> {
    return (await this.check(component)).state === 'healthy';
  }

  async #ask(component: string, entry: Entry): Promise<Unnamed> {
    if (entry.configured === false) return notAsked('not configured');
    const startMs = this.#clock.nowMs();
    const answer = await this.#find(component, entry);
    const nowMs = this.#clock.nowMs();
    const finding = entry.damper.settle(overrule(answer, entry.breakers ?? []), nowMs);
    return { ...finding, configured: true, probed: true, latencyMs: nowMs - startMs };
  }

  async #find(component: string, { check, timeoutMs = this.#timeoutMs }: Entry): Promise<HealthFinding> {
    try {
      const answer = await withDeadline(async (call) => check(call), { clock: this.#clock, label: `${component} health check`, timeoutMs });
      return readHealthAnswer(answer);
    } catch (error) {
      return { state: 'unhealthy', message: describeFailure(error) };
    }
  }
}

const notAsked = (message: string): Unnamed => ({ state: 'unhealthy', configured: false, probed: false, message });

/** A check may lie or look at the wrong thing; calls that failed do not. */
function overrule(finding: HealthFinding, breakers: readonly CircuitBreaker[]): HealthFinding {
  const tripped = breakers.find((breaker) => breaker.state !== 'closed');
  if (finding.state !== 'healthy' || tripped === undefined) return finding;
  const saved = tripped.snapshot();
  const reason = 'reason' in saved ? saved.reason : 'no reason given';
  return { state: 'degraded', message: `circuit of ${tripped.name} is ${tripped.state}: ${reason}` };
}
