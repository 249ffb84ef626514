import { fold } from '../ui/fold';
import { inTurn } from '../ui/turns';

/** What a search found, in the order of the list: word for word, and what is written nearly so. */
export interface Found<T> {
  exact: T[];
  near: T[];
}

/** Plurals that no ending tells. */
const ODD: Record<string, string> = {
  yeux: 'oeil',
  cieux: 'ciel',
  messieurs: 'monsieur',
  mesdames: 'madame',
  travaux: 'travail',
  vitraux: 'vitrail',
  baux: 'bail',
  coraux: 'corail',
  emaux: 'email',
  soupiraux: 'soupirail',
};

/** One form for a French word and its plural; both sides of a search are put into it, so that « bus » stays itself. */
export function singular(word: string): string {
  if (word in ODD) return ODD[word]!;
  if (/[^ey]aux$/.test(word)) return word.replace(/aux$/, 'al');
  if (/(au|eu|ou)x$/.test(word)) return word.slice(0, -1);
  return word.length > 2 && word.endsWith('s') ? word.slice(0, -1) : word;
}

const words = (text: string): string[] => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/** How many signs may be wrong: in short words one error makes another word. */
const errorsIn = (word: string): number => (word.length < 4 ? 0 : word.length < 8 ? 1 : 2);

/** So much of what two texts say together must be said by both. */
const ALIKE_FROM = 0.25;

/** So many texts are taken apart in one frame. */
const SOME = 500;

/** Inside of a word is looked only for what is long enough to be no syllable. */
const INSIDE_FROM = 4;

/**
 * Whether at most `max` signs are left out, too many, wrong or swapped with their neighbour between two words, or
 * between the first and a beginning of the second, which is still being typed.
 */
export function isNear(typed: string, word: string, max: number): boolean {
  if (typed.length - word.length > max) return false;
  let before: number[] = [];
  let last = Array.from({ length: word.length + 1 }, (_, n) => n);
  for (let i = 1; i <= typed.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= word.length; j++) {
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (typed[i - 1] === word[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && typed[i - 1] === word[j - 2] && typed[i - 2] === word[j - 1]) cost = Math.min(cost, before[j - 2]! + 1);
      row.push(cost);
      least = Math.min(least, cost);
    }
    if (least > max) return false;
    before = last;
    last = row;
  }
  if (last[word.length]! <= max) return true;
  // The beginning of a longer word: its first letter is seldom the wrong one, and every short word begins like another.
  return typed.length > INSIDE_FROM && typed[0] === word[0] && last.some((cost) => cost <= max);
}

type Match = 'exact' | 'near' | undefined;

function match(typed: string, one: string, word: string, wordOne: string): Match {
  if (word.startsWith(typed) || wordOne === one || (one.length > 2 && word.startsWith(one))) return 'exact';
  if (typed.length >= INSIDE_FROM && word.includes(typed)) return 'exact';
  const max = errorsIn(one);
  return max > 0 && isNear(one, wordOne, max) ? 'near' : undefined;
}

/**
 * Finds things by their words: without accents, in the singular or plural, also when some letters are wrong. Words are
 * taken apart once a text; each different word is compared once a search, however often it was said.
 */
export class Search<T extends object> {
  #texts = new WeakMap<T, { text: string; words: string[] }>();
  #singular = new Map<string, string>();

  /** What holds all words that were typed. Nothing typed finds everything. */
  find(typed: string, list: readonly T[], textOf: (item: T) => string): Found<T> {
    const asked = words(typed).map((word) => ({ word, one: singular(word), known: new Map<string, Match>() }));
    const found: Found<T> = { exact: [], near: [] };
    for (const item of list) {
      const said = this.#wordsOf(item, textOf(item));
      let all: Match = 'exact';
      for (const { word, one, known } of asked) {
        let best: Match;
        for (const there of said) {
          if (!known.has(there)) known.set(there, match(word, one, there, this.#one(there)));
          best = known.get(there) ?? best;
          if (best === 'exact' && known.get(there) === 'exact') break;
        }
        if (!best) {
          all = undefined;
          break;
        }
        if (best === 'near') all = 'near';
      }
      if (all) found[all].push(item);
    }
    return found;
  }

  /** Those that share the most words with one of them, the most alike first; words that few others say count most. */
  alike(one: T, list: readonly T[], textOf: (item: T) => string, most: number): T[] {
    const ones = (item: T): Set<string> => new Set(this.#wordsOf(item, textOf(item)).map((word) => this.#one(word)));
    const asked = ones(one);
    const texts = list.map((item) => ({ item, said: ones(item) }));
    const often = new Map<string, number>();
    for (const { said } of texts) for (const word of said) often.set(word, (often.get(word) ?? 0) + 1);
    const weight = (said: Iterable<string>): number =>
      [...said].reduce((sum, word) => sum + Math.log(1 + list.length / (often.get(word) ?? 1)), 0);
    const all = weight(asked);
    return texts
      .filter(({ item }) => item !== one)
      .map(({ item, said }) => {
        const shared = weight([...asked].filter((word) => said.has(word)));
        return { item, share: shared === 0 ? 0 : shared / (all + weight(said) - shared) };
      })
      .filter(({ share }) => share >= ALIKE_FROM)
      .sort((a, b) => b.share - a.share)
      .slice(0, most)
      .map(({ item }) => item);
  }

  /** Takes texts apart before somebody searches in them, some each frame. Returns what stops it. */
  prepare(list: readonly T[], textOf: (item: T) => string): () => void {
    let at = 0;
    let stop: () => void;
    const some = (): void => {
      for (const item of list.slice(at, (at += SOME))) this.#wordsOf(item, textOf(item));
      if (at < list.length) stop = inTurn(some);
    };
    stop = inTurn(some);
    return () => stop();
  }

  #wordsOf(item: T, text: string): string[] {
    const kept = this.#texts.get(item);
    if (kept?.text === text) return kept.words;
    const made = [...new Set(words(text))];
    this.#texts.set(item, { text, words: made });
    return made;
  }

  #one(word: string): string {
    let one = this.#singular.get(word);
    if (one === undefined) this.#singular.set(word, (one = singular(word)));
    return one;
  }
}
