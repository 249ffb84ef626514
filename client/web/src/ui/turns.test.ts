import { afterEach, expect, test, vi } from 'vitest';
import { inTurn } from './turns';

// Without a browser Svelte has nothing to flush, and does nothing.
vi.mock('svelte', () => ({ flushSync: (piece: () => void) => piece() }));

let now = 0;
let frames: (() => void)[] = [];

vi.stubGlobal('performance', { now: () => now });
vi.stubGlobal('requestAnimationFrame', (frame: () => void) => frames.push(frame));

/** The browser draws. */
function draw(): void {
  const [frame, ...more] = frames.splice(0);
  expect(more, 'one frame is asked for at a time').toEqual([]);
  frame?.();
}

afterEach(() => {
  while (frames.length > 0) draw();
});

test('a frame does what it has time for, the rest comes with the next ones', () => {
  const done: string[] = [];
  for (const name of 'abcd') {
    inTurn(() => {
      done.push(name);
      now += 5;
    });
  }
  draw();
  expect(done).toEqual(['a', 'b']);
  draw();
  expect(done).toEqual(['a', 'b', 'c', 'd']);
  expect(frames, 'nothing is left to do').toEqual([]);
});

test('who asks again while its turn is, waits for the next frame', () => {
  let times = 0;
  const again = (): void => {
    times += 1;
    if (times < 3) inTurn(again);
  };
  inTurn(again);
  draw();
  expect(times).toBe(1);
  draw();
  draw();
  expect(times).toBe(3);
});

test('what is withdrawn, also by one before it in the same frame, is not done', () => {
  const done: string[] = [];
  const withdraw = [inTurn(() => done.push('a'))];
  inTurn(() => withdraw.forEach((back) => back()));
  withdraw.push(inTurn(() => done.push('b')));
  withdraw[0]!();
  draw();
  expect(done).toEqual([]);
});
