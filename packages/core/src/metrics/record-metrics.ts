import type { RunEvent } from '../task/run-event.ts';
import type { MetricsCollector } from './metrics-collector.ts';

/** Turns an event into metrics. Labels are names of parts, never paths, ids or texts. */
export function recordMetrics(metrics: MetricsCollector, event: RunEvent): void {
  switch (event.type) {
    case 'run.completed':
    case 'run.failed':
      metrics.increment('artemis.runs', { status: event.result.status });
      metrics.observe('artemis.run.duration_ms', event.result.durationMs);
      break;
    case 'stage.completed':
      metrics.observe('artemis.stage.duration_ms', event.durationMs, { stage: event.stage });
      break;
    case 'model.answered':
      if (event.replayed) break;
      metrics.observe('artemis.model.duration_ms', event.durationMs, { model: event.model });
      metrics.increment('artemis.model.input_tokens', { model: event.model }, event.inputTokens);
      metrics.increment('artemis.model.output_tokens', { model: event.model }, event.outputTokens);
      break;
    case 'model.hedged':
      metrics.increment('artemis.model.hedged', { model: event.model });
      break;
    case 'model.abandoned':
      metrics.increment('artemis.model.abandoned', { model: event.model });
      metrics.increment('artemis.model.input_tokens', { model: event.model }, event.inputTokens);
      metrics.increment('artemis.model.output_tokens', { model: event.model }, event.outputTokens);
      break;
    case 'model.failed':
      metrics.increment('artemis.model.failures', { model: event.model, code: event.code });
      break;
    case 'component.degraded':
      metrics.increment('artemis.fallback.used', { component: event.degradation.component, by: event.degradation.fallback });
      break;
    case 'component.recovered':
      metrics.increment('artemis.component.recoveries', { component: event.component });
      break;
    case 'circuit.changed':
      metrics.increment('artemis.circuit.transitions', { component: event.component, to: event.to });
      break;
    case 'retry.scheduled':
      metrics.increment('artemis.retries', { component: event.component });
      break;
    case 'gate.completed':
      metrics.increment('artemis.gates', { status: event.report.status });
      break;
    default:
      // The other events are told in words; there is nothing to count in them.
      break;
  }
}
