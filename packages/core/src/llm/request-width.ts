/** What a complaint makes of the width. */
const decrease = 0.85;
/** How long a width that was too much is not tried again, in milliseconds: at first, and after it was too much again and again. */
const firstTrialMs = 700;
const longestTrialMs = 60_000;

/**
 * How many requests one server is sent at a time. Nothing limits them until it complains or is slow; then there are as many as it
 * took, or fewer. One more is tried with each round of answers, and where nobody answers, after a time; but what was too much
 * before is tried more and more seldom. A complaint at a width that it has borne before is about something else, such as the pace.
 */
export class RequestWidth {
  #most = Infinity;
  #inFlight = 0;
  /** Largest width at which a request was answered. */
  #borne = 0;
  /** Smallest width that was too much. */
  #tooMuch = Infinity;
  /** Answers since the width was changed. */
  #answers = 0;
  #changedAtMs = -Infinity;
  #trialMs = firstTrialMs;

  /** Requests under way. */
  get inFlight(): number {
    return this.#inFlight;
  }

  get hasRoom(): boolean {
    return this.#inFlight < this.#most;
  }

  /** When one more is tried although nobody has answered. */
  get growsAtMs(): number {
    return this.#changedAtMs + this.#trialMs;
  }

  /** @returns How many are under way now. */
  entered(): number {
    return ++this.#inFlight;
  }

  left(): void {
    this.#inFlight--;
  }

  /** One request was too much; it is still counted. */
  exceeded(nowMs: number): void {
    if (this.#inFlight <= this.#borne) {
      // It may have been borne long ago.
      this.#borne--;
      return;
    }
    if (this.#answers < this.#most && this.#tooMuch !== Infinity) this.#trialMs = Math.min(this.#trialMs * 2, longestTrialMs);
    this.#tooMuch = Math.min(this.#most, this.#inFlight);
    this.#set(Math.min(this.#inFlight - 1, Math.floor(this.#most * decrease)), nowMs);
  }

  /** The server took less than is under way: this request and others were sent before it said so. */
  confine(nowMs: number): void {
    const others = this.#inFlight - 1;
    if (others < this.#most && others >= this.#borne) this.#set(others, nowMs);
  }

  /** @param width - How many were under way when the request that was answered went out. */
  answered(width: number, nowMs: number): void {
    this.#borne = Math.max(this.#borne, width);
    this.#answers++;
    if (this.#answers < this.#most) return;
    // A whole round went well.
    if (this.#most >= this.#tooMuch) {
      this.#tooMuch = Infinity;
      this.#trialMs = firstTrialMs;
    }
    if (this.#most + 1 < this.#tooMuch) this.#set(this.#most + 1, nowMs);
  }

  /** Tries one more, when it is time. */
  grow(nowMs: number): void {
    if (nowMs >= this.growsAtMs) this.#set(this.#most + 1, nowMs);
  }

  #set(most: number, nowMs: number): void {
    this.#most = Math.max(most, 1);
    this.#answers = 0;
    this.#changedAtMs = nowMs;
  }
}
