/** What the keys of the room's keyboard, or of a clicker, do. */
export interface Keys {
  nextPage: () => void;
  previousPage: () => void;
  nextScene: () => void;
  previousScene: () => void;
  follow: () => void;
  pause: () => void;
  black: () => void;
  light: () => void;
  bell: () => void;
  dark: () => void;
  language: () => void;
  help: () => void;
}

/** Carries out a key. Where the page is scrolled, the keys that scroll are left to the browser. */
export function onKey(event: KeyboardEvent, keys: Keys, scrolls: boolean): void {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  const onButton = event.target instanceof Element && event.target.closest('button, a') !== null;
  const act = scrolls ? undefined : moves(event.key, keys, onButton);
  const carry = act ?? letters(event.key, keys);
  if (!carry) return;
  event.preventDefault();
  carry();
}

function moves(key: string, keys: Keys, onButton: boolean): (() => void) | undefined {
  switch (key) {
    case 'ArrowRight':
      return keys.nextPage;
    case 'ArrowLeft':
      return keys.previousPage;
    case 'PageDown':
    case 'ArrowDown':
      return keys.nextScene;
    case 'PageUp':
    case 'ArrowUp':
      return keys.previousScene;
    case 'Home':
      return keys.follow;
    case ' ':
      return onButton ? undefined : keys.pause;
    default:
      return undefined;
  }
}

function letters(key: string, keys: Keys): (() => void) | undefined {
  switch (key.toLowerCase()) {
    case 'b':
    case '.':
      return keys.black;
    case 'escape':
      return keys.light;
    case 'c':
      return keys.bell;
    case 'd':
      return keys.dark;
    case 'f':
      return toggleFullscreen;
    case 'l':
      return keys.language;
    case '?':
      return keys.help;
    default:
      return undefined;
  }
}

/** Fills the screen, or gives it back; where the browser forbids it nothing happens. */
export function toggleFullscreen(): void {
  const done = document.fullscreenElement
    ? document.exitFullscreen?.()
    : document.documentElement.requestFullscreen?.();
  done?.catch(() => {});
}
