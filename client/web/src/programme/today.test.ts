import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { dayHere, eachDay } from './today.svelte';

const [page, tab] = [new EventTarget(), new EventTarget()];
const TZ = process.env['TZ'];

beforeEach(() => {
  vi.stubGlobal('document', page);
  vi.stubGlobal('window', tab);
  process.env['TZ'] = 'Europe/Paris';
  vi.useFakeTimers({ now: new Date('2027-03-11T22:59:00Z') });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  if (TZ === undefined) delete process.env['TZ'];
  else process.env['TZ'] = TZ;
});

test('today is the day where one is, not that of Greenwich', () => {
  expect(dayHere()).toBe('2027-03-11');
  vi.setSystemTime(new Date('2027-03-11T23:30:00Z'));
  expect(dayHere()).toBe('2027-03-12');
});

test('each midnight begins a day, also on the night when clocks change', () => {
  const days: string[] = [];
  const end = eachDay(() => days.push(dayHere()));
  vi.advanceTimersByTime(59_000);
  expect(days).toEqual([]);
  vi.advanceTimersByTime(1_000);
  expect(days).toEqual(['2027-03-12']);
  vi.setSystemTime(new Date('2027-03-27T23:00:00Z'));
  tab.dispatchEvent(new Event('focus'));
  page.dispatchEvent(new Event('visibilitychange'));
  expect(days, 'it slept, and is told once').toEqual(['2027-03-12', '2027-03-28']);
  vi.advanceTimersByTime(23 * 3_600_000);
  expect(days.at(-1)).toBe('2027-03-29');
  end();
  vi.advanceTimersByTime(48 * 3_600_000);
  expect(days).toHaveLength(3);
});
