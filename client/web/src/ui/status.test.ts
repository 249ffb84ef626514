import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Speaker } from './status.svelte';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('one sentence in five seconds, and the last of those that waited', () => {
  const speaker = new Speaker();
  speaker.say('1 nouveau sujet');
  speaker.say('2 nouveaux sujets');
  speaker.say('3 nouveaux sujets');
  expect(speaker.text).toBe('1 nouveau sujet');
  vi.advanceTimersByTime(5_000);
  expect(speaker.text).toBe('3 nouveaux sujets');
  vi.advanceTimersByTime(5_000);
  expect(speaker.text).toBe('');
});

test('the same sentence can be said again later', () => {
  const speaker = new Speaker();
  speaker.say('Reçu');
  vi.advanceTimersByTime(5_000);
  speaker.say('Reçu');
  expect(speaker.text).toBe('Reçu');
});
