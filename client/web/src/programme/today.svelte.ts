import { createSubscriber } from 'svelte/reactivity';

const two = (number: number): string => String(number).padStart(2, '0');

/** The day where this device is, as programmes write days. */
export function dayHere(): string {
  const now = new Date();
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** Says when another day begins here, until the returned function is called. */
export function eachDay(begins: () => void): () => void {
  let day = dayHere();
  let timer: ReturnType<typeof setTimeout>;
  const look = (): void => {
    clearTimeout(timer);
    if (day !== dayHere()) {
      day = dayHere();
      begins();
    }
    const now = new Date();
    const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1);
    timer = setTimeout(look, midnight.getTime() - now.getTime());
  };
  look();
  // A laptop that slept over midnight has not counted.
  document.addEventListener('visibilitychange', look);
  window.addEventListener('focus', look);
  return () => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', look);
    window.removeEventListener('focus', look);
  };
}

const begins = createSubscriber(eachDay);

/** The day of whoever reads; a screen that reads it is shown anew at midnight. */
export const today = {
  get day(): string {
    begins();
    return dayHere();
  },
};
