/** The few words of opossum that are used here; it brings no types of its own. */
declare module 'opossum' {
  export default class CircuitBreaker<A extends unknown[], R> {
    constructor(
      action: (...args: A) => Promise<R>,
      options: {
        timeout?: number | false;
        resetTimeout?: number;
        errorThresholdPercentage?: number;
        volumeThreshold?: number;
        rollingCountTimeout?: number;
      },
    );
    readonly opened: boolean;
    readonly halfOpen: boolean;
    fire(...args: A): Promise<R>;
    fallback(action: (...args: A) => Promise<R>): this;
    open(): void;
    shutdown(): void;
  }
}
