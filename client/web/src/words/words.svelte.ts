import { stored } from '../stored';
import { isolating } from './isolated';

export const LANGUAGES = ['fr', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const KEY = 'bourdon:language';

const known = (tag: string | undefined): Language | undefined =>
  LANGUAGES.find((language) => tag?.toLowerCase().split('-')[0] === language);

/** A section's own loader for one language. */
type LoadWords = (language: Language) => Promise<void>;

/**
 * The language of this screen. French is in the bundle; another language is loaded when somebody asks for it,
 * for all sections at once, so that no screen is ever half translated.
 */
class Words {
  /** The language that is shown now. */
  current: Language = $state('fr');
  #sections: LoadWords[] = [];

  /** Chosen here before, else what the browser says, else French. Never fails: French needs no network. */
  async start(): Promise<void> {
    const wished = known(stored.read(KEY)) ?? navigator.languages.map(known).find((l) => l) ?? 'fr';
    await this.show(wished);
  }

  /** Changes the language and remembers it. False when its words could not be loaded: nothing changed. */
  async choose(language: Language): Promise<boolean> {
    const shown = await this.show(language);
    if (shown) stored.write(KEY, language);
    return shown;
  }

  /** Adds a section's loader. */
  add(load: LoadWords): void {
    this.#sections.push(load);
  }

  /** A piece of the program that comes later, once its own words are in the language of now. */
  async later<M>(piece: Promise<M>): Promise<M> {
    const module = await piece;
    await this.show(this.current);
    return module;
  }

  /** Changes the language until the page is left. False when its words could not be loaded: nothing changed. */
  async show(language: Language): Promise<boolean> {
    try {
      await Promise.all(this.#sections.map((load) => load(language)));
    } catch {
      return false;
    }
    this.current = language;
    document.documentElement.lang = language;
    return true;
  }
}

export const language = new Words();

/**
 * One section of words: French at hand, English on demand. Returns a function, so that a screen that calls it
 * follows the language: `{t().title}`.
 */
export function section<W extends object>(fr: W, english: () => Promise<{ en: W }>): () => W {
  const own = isolating(fr);
  let en: W | undefined;
  language.add(async (wished) => {
    if (wished === 'en') en ??= isolating((await english()).en);
  });
  return () => (language.current === 'en' && en ? en : own);
}
