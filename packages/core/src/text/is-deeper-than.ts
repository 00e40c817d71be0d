/** Whether a value that was read from JSON has more than this many levels, so that nothing recursive should touch it. */
export const isDeeperThan = (value: unknown, levels: number): boolean =>
  typeof value === 'object' && value !== null && (levels === 0 || Object.values(value).some((one) => isDeeperThan(one, levels - 1)));
