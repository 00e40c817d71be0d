/** Watches how long this thread computes without letting others in. */
export interface StallWatch {
  /** Longest time so far, in milliseconds of the processor: what else runs on the machine does not count. Ends the watch. */
  end(): number;
}

const tickMs = 1;

/** Begins to watch. */
export function watchStalls(): StallWatch {
  let last = busyMs();
  let longest = 0;
  const look = (): void => {
    const now = busyMs();
    longest = Math.max(longest, now - last);
    last = now;
  };
  const timer = setInterval(look, tickMs);
  return {
    end() {
      clearInterval(timer);
      look();
      return Number(longest.toFixed(1));
    },
  };
}

function busyMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}
