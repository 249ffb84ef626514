/** Keeps the screen from going dark, where the page may: on the laptop itself, not over the air. */
export function keepAwake(): () => void {
  const ask = (): void => {
    if (document.visibilityState === 'visible') navigator.wakeLock?.request('screen').catch(() => {});
  };
  ask();
  document.addEventListener('visibilitychange', ask);
  return () => document.removeEventListener('visibilitychange', ask);
}
