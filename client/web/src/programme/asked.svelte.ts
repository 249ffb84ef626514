import type { Answer } from '../live/api';
import { sentenceOf } from './refusals';

const PAUSE_MS = 500;
/** So long what changes again and again is not asked anew. */
const WAIT_MS = 2_000;

/** Asks the server. It is stopped when its answer is not wanted any more. */
type Ask<T> = (stop: AbortController) => Promise<Answer<T>>;

/** What the server counts or draws of what is on the screen: asked anew a moment after that has changed. */
export class Asked<T> {
  error: string | undefined = $state();
  #answered: { of: string; answer: T } | undefined = $state.raw();
  readonly #of: () => string;

  /**
   * `of` names what is shown: of something else it is asked at once, and no other answer stands for it. `ask` reads what the
   * answer is made of, and gives nothing while it cannot be asked. `failed` says that no answer came.
   */
  constructor(of: () => string, ask: () => Ask<T> | undefined, failed: () => string) {
    this.#of = of;
    let stop: AbortController | undefined;
    let last: string | undefined;
    let since: number | undefined;
    $effect(() => {
      const [wanted, question] = [of(), ask()];
      if (!question) return;
      const now = performance.now();
      since ??= now;
      const pause = wanted === last ? Math.max(0, Math.min(PAUSE_MS, since + WAIT_MS - now)) : 0;
      const timer = setTimeout(() => void go(wanted, question), pause);
      return () => clearTimeout(timer);
    });
    $effect(() => () => stop?.abort());

    const go = async (wanted: string, question: Ask<T>): Promise<void> => {
      [last, since] = [wanted, undefined];
      stop?.abort();
      const mine = (stop = new AbortController());
      const answer = await question(mine);
      if (mine !== stop || mine.signal.aborted) return;
      this.error = 'refused' in answer ? sentenceOf(answer.refused) : 'ok' in answer ? undefined : failed();
      if ('ok' in answer) this.#answered = { of: wanted, answer: answer.ok };
    };
  }

  get answer(): T | undefined {
    return this.#answered?.of === this.#of() ? this.#answered.answer : undefined;
  }
}
