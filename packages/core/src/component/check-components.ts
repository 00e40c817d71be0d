import { describeFailure } from '../errors/describe-failure.ts';
import type { Clock } from '../ports/clock.ts';
import type { CircuitState } from '../resilience/circuit-state.ts';
import { HealthChecker } from '../resilience/health-checker.ts';
import type { ComponentRegistry, RegisteredComponent } from './component-registry.ts';

/** How one component is. */
export interface ComponentHealth {
  readonly capability: string;
  /** `off` when it is switched off. */
  readonly state: 'healthy' | 'degraded' | 'unhealthy' | 'off';
  /** Plugin that registered it. */
  readonly owner: string;
  /** Who would serve now; `null` when nobody would. */
  readonly servedBy: string | null;
  /** Whether the live dependency was really asked. */
  readonly probed: boolean;
  readonly latencyMs: number | null;
  /** What is wrong, or a word on what is right. */
  readonly message: string;
  readonly checkedAt: string;
  readonly circuits: readonly { readonly implementation: string; readonly state: CircuitState; readonly retryAfterMs: number | null }[];
}

/** Asks every registered component how it is, all at once, each within its own deadline. */
export async function checkComponents(components: ComponentRegistry, clock: Clock): Promise<readonly ComponentHealth[]> {
  const checker = new HealthChecker({ clock });
  for (const component of components.list()) {
    const [primary] = component.rungs;
    if (component.enabled && primary?.canProbe) checker.register(component.capability, (call) => primary.probe(call));
  }
  const statuses = new Map(Object.entries(await checker.checkAll()));
  return components.list().map((component) => healthOf(component, statuses.get(component.capability), clock));
}

type ProbeStatus = Awaited<ReturnType<HealthChecker['checkAll']>>[string];

function healthOf(component: RegisteredComponent, status: ProbeStatus | undefined, clock: Clock): ComponentHealth {
  const [primary, ...rest] = component.rungs;
  const standing = (rung: RegisteredComponent['rungs'][number]): boolean =>
    rung.breaker.state === 'closed' || rung.breaker.state === 'half-open';
  const broken = status?.state === 'unhealthy' || !primary || !standing(primary);
  const below = component.enabled ? (rest.find(standing)?.name ?? component.floor) : component.floor;
  const lastFailure = primary?.breaker.lastFailure;
  return {
    capability: component.capability,
    state: !component.enabled ? 'off' : broken ? (below === null ? 'unhealthy' : 'degraded') : (status?.state ?? 'healthy'),
    owner: component.owner,
    servedBy: component.enabled && !broken ? primary.name : below,
    probed: status?.probed ?? false,
    latencyMs: status?.latencyMs ?? null,
    message: status?.message ?? (broken && lastFailure !== undefined ? describeFailure(lastFailure) : 'configured, not probed'),
    checkedAt: status?.checkedAt ?? new Date(clock.wallMs()).toISOString(),
    circuits: component.rungs.map(({ name, breaker }) => ({
      implementation: name,
      state: breaker.state,
      retryAfterMs: breaker.retryAfterMs(),
    })),
  };
}
