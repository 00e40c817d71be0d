import type { ServerResponse } from 'node:http';

/** A request as the fault server received it. */
export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Raw text of the body. */
  readonly body: string;
}

/** How the fault server meets one request. */
export interface Reply {
  /** What `fired` counts it under. */
  readonly name: string;
  /** Writes the response, or leaves it hanging. */
  send(response: ServerResponse, request: ReceivedRequest): void;
}
