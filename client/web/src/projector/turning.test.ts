import { expect, test } from 'vitest';
import type { Stop } from './loop';
import { Turning } from './turning.svelte';

const stop = (name: string, ms = 5_000): Stop => ({ section: name[0]!, page: Number(name[1] ?? 0), ms });
const stops = (names: string): Stop[] => names.split(' ').map((name) => stop(name));
const shown = (turning: Turning): string => `${turning.section}${turning.page}`;

function after(turning: Turning, turns: number): string[] {
  return Array.from({ length: turns }, () => {
    turning.next();
    return shown(turning);
  });
}

test('by itself it goes round the loop, by hand each page comes once', () => {
  const turning = new Turning();
  turning.hold(stops('a0 b0 b1 a0 c0'));
  expect(shown(turning)).toBe('a0');
  expect(after(turning, 5)).toEqual(['b0', 'b1', 'a0', 'c0', 'a0']);
  expect(turning.place).toEqual({ page: 1, of: 4 });
  turning.turn(-1);
  expect([shown(turning), turning.place.page]).toEqual(['c0', 4]);
  turning.turn(1);
  turning.turn(1);
  expect(shown(turning)).toBe('b0');
});

test('a page that somebody turned to stays a minute', () => {
  const turning = new Turning();
  turning.hold(stops('a0 b0'));
  expect(turning.left(performance.now())).toBeLessThanOrEqual(5_000);
  turning.turn(1);
  expect(turning.left(performance.now())).toBeGreaterThan(50_000);
  turning.next();
  expect(turning.left(performance.now())).toBeLessThanOrEqual(5_000);
});

test('what is shown stays when pages come and go, and the time that it had goes on', () => {
  const turning = new Turning();
  turning.hold(stops('a0 a1 b0'));
  after(turning, 1);
  const left = turning.left(0);
  turning.hold(stops('a0 a1 a2 b0 c0'));
  expect(shown(turning)).toBe('a1');
  expect(turning.left(0)).toBe(left);
  turning.hold(stops('a0 b0'));
  expect(shown(turning)).toBe('a0');
  turning.hold([]);
  expect(turning.turns).toBe(false);
});

test('what newly leads is shown at once, unless somebody turned the page', () => {
  const turning = new Turning();
  turning.hold(stops('a0 b0 c0'));
  after(turning, 2);
  turning.hold(stops('b0 a0 c0'));
  expect(shown(turning)).toBe('b0');
  turning.turn(1);
  turning.hold(stops('c0 a0 b0'));
  expect(shown(turning)).toBe('a0');
});

test('a picture goes where the screen is, and nowhere where it has no such page', () => {
  const turning = new Turning();
  turning.hold(stops('a0 a1 b0'));
  turning.follow({ section: 'b', page: 0 });
  expect(shown(turning)).toBe('b0');
  turning.follow({ section: 'c', page: 0 });
  expect(shown(turning)).toBe('b0');
  turning.follow({ section: 'a', page: 1 });
  expect(turning.left(performance.now()), 'not as if somebody had turned here').toBeLessThanOrEqual(5_000);
});
