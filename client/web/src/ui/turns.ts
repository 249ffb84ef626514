const waiting = new Set<() => void>();

/**
 * Does a piece of work when its turn comes: one piece a frame, whoever asks, so that the page hears every press.
 * Returns what withdraws it.
 */
export function inTurn(piece: () => void): () => void {
  waiting.add(piece);
  if (waiting.size === 1) requestAnimationFrame(next);
  return () => waiting.delete(piece);
}

function next(): void {
  for (const piece of waiting) {
    waiting.delete(piece);
    piece();
    break;
  }
  if (waiting.size > 0) requestAnimationFrame(next);
}
