/** A step of the wall's clock against the steady one that is no drift any more. */
const STEP_MS = 1_000;

/**
 * Milliseconds that never go back. A phone's clock may be set back, and in some browsers the steady clock stands
 * still while the phone sleeps: neither makes an interval shorter here.
 */
export class Clock {
  #slept = 0;
  #ahead = Date.now() - performance.now();

  now(): number {
    const steady = performance.now();
    const step = Date.now() - steady - this.#ahead;
    if (Math.abs(step) > STEP_MS) {
      this.#ahead += step;
      this.#slept += Math.max(step, 0);
    }
    return steady + this.#slept;
  }
}

export const clock = new Clock();
