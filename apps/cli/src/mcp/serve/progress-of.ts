import { sanitizeLine, type StampedEvent } from '@artemis/core';
import type { ServerContext } from '@modelcontextprotocol/server';

/** Tells whoever has asked for it what a run is at. A message that cannot be sent is lost, and the run goes on. */
export function progressOf({ mcpReq }: ServerContext): (event: StampedEvent) => void {
  const token = mcpReq._meta?.progressToken;
  if (token === undefined) return () => {};
  return (event) => {
    const message = messageOf(event);
    if (message === null) return;
    const params = { progressToken: token, progress: event.seq, message: sanitizeLine(message, 200) };
    void mcpReq.notify({ method: 'notifications/progress', params }).catch(() => {});
  };
}

function messageOf(event: StampedEvent): string | null {
  if (event.type === 'stage.started') return `${event.stage}, attempt ${event.attempt}`;
  if (event.type === 'tool.completed') return `${event.tool}: ${event.summary}`;
  return event.type === 'gate.completed' ? `${event.report.status}: ${event.report.summary}` : null;
}
