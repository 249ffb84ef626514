import { untrack } from 'svelte';
import type { Attachment } from 'svelte/attachments';
import { fonts } from './layout.svelte';

const STEP = 0.5;

/**
 * Makes the words of an element as large as its box allows: `--fit`, in hundredths of the screen's height, from
 * `most` down to `least`, under which nothing can be read from the last row. Says whether all is inside then.
 * `content` names what the size depends on, so that it is found again when that changes.
 */
export function fit(
  most: number,
  least: number,
  content: () => unknown,
  fits?: (inside: boolean) => void,
): Attachment<HTMLElement> {
  return (box) => {
    const find = (): void => {
      let inside = false;
      for (let size = most; size >= least && !inside; size -= STEP) {
        box.style.setProperty('--fit', String(size));
        inside = box.scrollHeight <= box.clientHeight + 1 && box.scrollWidth <= box.clientWidth + 1;
      }
      fits?.(inside);
    };

    $effect(() => {
      void [content(), fonts.ready];
      untrack(find);
    });
    const sized = new ResizeObserver(find);
    sized.observe(box);
    return () => sized.disconnect();
  };
}
