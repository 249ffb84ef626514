/** The screens of a phone, as they stand after the # of the address. */
const NAMES = [
  'now',
  'propose',
  'wall',
  'topic',
  'place',
  'news',
  'axes',
  'axis',
  'table',
  'group',
  'write',
  'dots',
  'results',
  'words',
  'me',
] as const;
export type ScreenName = (typeof NAMES)[number];

/** A screen's address. */
export const at = (name: ScreenName, id?: string): string => (id === undefined ? `#${name}` : `#${name}/${id}`);

/** The screen of an address. */
export const screenOf = (href: string): ScreenName => read(href).name;

function read(hash: string): { name: ScreenName; id: string | undefined } {
  const [wished, id] = hash.slice(1).split('/');
  return { name: NAMES.find((name) => name === wished) ?? 'now', id };
}

/** A page that has not grown for so many frames is as long as it gets. */
const STILL_FRAMES = 10;

/** Where this phone is. The browser's own history does going back; here only the place on the page is kept. */
class Route {
  #here = $state(read(location.hash));
  #timer: ReturnType<typeof setTimeout> | undefined;
  #frame = 0;

  get name(): ScreenName {
    return this.#here.name;
  }

  get id(): string | undefined {
    return this.#here.id;
  }

  /** Listens until the returned function is called. */
  start(): () => void {
    history.scrollRestoration = 'manual';
    window.addEventListener('hashchange', this.#changed);
    window.addEventListener('scroll', this.#scrolled, { passive: true });
    return () => {
      window.removeEventListener('hashchange', this.#changed);
      window.removeEventListener('scroll', this.#scrolled);
    };
  }

  #changed = (): void => {
    clearTimeout(this.#timer);
    this.#here = read(location.hash);
    const y = (history.state as { y?: number } | null)?.y ?? 0;
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => (this.#frame = requestAnimationFrame(() => this.#goBackTo(y))));
  };

  /** To where one was; a long list grows on the way there. */
  #goBackTo(y: number, height = 0, still = STILL_FRAMES): void {
    scrollTo(0, y);
    const now = document.documentElement.scrollHeight;
    const left = now > height ? STILL_FRAMES : still - 1;
    if (scrollY < y - 1 && left > 0) this.#frame = requestAnimationFrame(() => this.#goBackTo(y, now, left));
  }

  #scrolled = (): void => {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      history.replaceState({ ...(history.state as object | null), y: scrollY }, '');
    }, 150);
  };
}

export const route = new Route();
