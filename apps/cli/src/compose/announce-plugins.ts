import type { Artemis } from '@artemis/core';
import type { RefusedPlugin } from './open-artemis.ts';

/** Puts plugins that are not used on the record of a run: what they would have served is degraded. */
export function announceRefused(artemis: Artemis, refused: readonly RefusedPlugin[]): void {
  const since = new Date().toISOString();
  for (const { name, code, reason, hint } of refused) {
    artemis.events.emit({ type: 'plugin.refused', plugin: name, code, reason });
    const why = hint === '' ? reason : `${reason} ${hint}`;
    artemis.events.emit({ type: 'component.degraded', degradation: { component: `plugin ${name}`, from: name, fallback: 'Artemis without it', reason: why, code, since } });
  }
}
