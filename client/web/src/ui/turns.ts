import { flushSync } from 'svelte';

/** What a frame has for it, milliseconds; the rest is the browser's, which has to draw it. */
const FRAME_MS = 8;

const waiting = new Set<() => void>();
let asked = false;

/**
 * Does a piece of work when its turn comes: as many a frame as there is time for, whoever asks, so that the page hears
 * every press. What asks again meanwhile waits for the next frame. Returns what withdraws it.
 */
export function inTurn(piece: () => void): () => void {
  waiting.add(piece);
  ask();
  return () => waiting.delete(piece);
}

function ask(): void {
  if (asked || waiting.size === 0) return;
  asked = true;
  requestAnimationFrame(next);
}

function next(): void {
  asked = false;
  const until = performance.now() + FRAME_MS;
  for (const piece of [...waiting]) {
    // One before it may have withdrawn it.
    if (waiting.delete(piece)) flushSync(piece);
    if (performance.now() >= until) break;
  }
  ask();
}
