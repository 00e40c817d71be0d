import { describe, expect, it } from 'vitest';
import { isInside } from '@artemis/process';

describe('isInside', () => {
  it('S02: compares with the separator', () =>
    expect([isInside('/a/b', '/a/b'), isInside('/a/b/c', '/a/b'), isInside('/a/bc', '/a/b'), isInside('/a', '/')]).toEqual([
      true,
      true,
      false,
      true,
    ]));
});
