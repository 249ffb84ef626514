/** A letter that is written from right to left, or a sign that turns what follows. */
const TURNS = /[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** Words in the middle of a sentence, so that they turn nothing around them: U+2068 … U+2069. */
export const isolated = (words: string): string => (TURNS.test(words) ? `\u2068${words}\u2069` : words);

/** Sentences that isolate the names that they are given. */
export function isolating<W>(words: W): W {
  if (typeof words === 'function') {
    const sentence = words as unknown as (...given: unknown[]) => unknown;
    return ((...given: unknown[]) =>
      sentence(...given.map((one) => (typeof one === 'string' ? isolated(one) : one)))) as W;
  }
  if (Array.isArray(words)) return words.map(isolating) as W;
  if (typeof words !== 'object' || words === null) return words;
  return Object.fromEntries(Object.entries(words).map(([key, word]) => [key, isolating(word)])) as W;
}
