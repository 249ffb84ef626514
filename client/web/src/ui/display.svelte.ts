import { stored } from '../stored';

export const SIZES = ['normal', 'large', 'larger'] as const;
export const THEMES = ['auto', 'light', 'dark'] as const;
export type Size = (typeof SIZES)[number];
export type Theme = (typeof THEMES)[number];

const SIZE_KEY = 'bourdon:size';
const THEME_KEY = 'bourdon:theme';

const among = <T extends string>(all: readonly T[], wished: string | undefined): T | undefined =>
  all.find((one) => one === wished);

/** How this person wants to read: text size and colours, kept on this device. */
class Display {
  #size: Size = $state('normal');
  #theme: Theme = $state('auto');

  get size(): Size {
    return this.#size;
  }

  set size(size: Size) {
    this.#size = size;
    stored.write(SIZE_KEY, size);
    document.documentElement.dataset.size = size;
  }

  get theme(): Theme {
    return this.#theme;
  }

  set theme(theme: Theme) {
    this.#theme = theme;
    stored.write(THEME_KEY, theme);
    if (theme === 'auto') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  }

  /** Puts the kept choices on the page. */
  start(): void {
    const size = among(SIZES, stored.read(SIZE_KEY));
    const theme = among(THEMES, stored.read(THEME_KEY));
    if (size) this.size = size;
    if (theme) this.theme = theme;
  }
}

export const display = new Display();
