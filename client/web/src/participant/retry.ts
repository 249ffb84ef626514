/** Wait before whoever stands at a door tries again. */
export const RETRY_MS = 3_000;

/** Acts whenever the person looks at the page again, or the network is back. Returns how to stop. */
export function whenBack(act: () => void): () => void {
  const again = (): void => {
    if (document.visibilityState !== 'hidden') act();
  };
  document.addEventListener('visibilitychange', again);
  window.addEventListener('online', again);
  return () => {
    document.removeEventListener('visibilitychange', again);
    window.removeEventListener('online', again);
  };
}
