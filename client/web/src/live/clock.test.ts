import { afterEach, expect, test, vi } from 'vitest';
import { Clock } from './clock';

afterEach(() => vi.restoreAllMocks());

/** A clock whose two sources are set by hand. */
function clockOf(): { clock: Clock; pass: (steady: number, wall: number) => number } {
  let [steady, wall] = [100, 1_800_000_000_000];
  vi.spyOn(performance, 'now').mockImplementation(() => steady);
  vi.spyOn(Date, 'now').mockImplementation(() => wall);
  const clock = new Clock();
  return {
    clock,
    pass: (more, moreWall) => {
      const before = clock.now();
      steady += more;
      wall += moreWall;
      return clock.now() - before;
    },
  };
}

test('an interval is as long as it was, whatever the clock on the wall is set to', () => {
  const { pass } = clockOf();
  expect(pass(500, 500)).toBe(500);
  expect(pass(500, -3_600_000)).toBe(500);
  expect(pass(500, 499)).toBe(500);
});

test('sleep counts where the steady clock stood still', () => {
  const { pass } = clockOf();
  expect(pass(10, 60_010)).toBe(60_010);
  expect(pass(500, 500)).toBe(500);
});
