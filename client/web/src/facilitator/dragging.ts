import type { Attachment } from 'svelte/attachments';
import './dragging.css';

/** What a drag does; the same steps exist without it. */
export interface Drag {
  /** Shown under the pointer. */
  label: string;
  start: () => void;
  /** The drop place under the pointer: the `data-drop` of an element. */
  over: (place: string | undefined) => void;
  drop: (place: string) => void;
  cancel: () => void;
}

const THRESHOLD_PX = 6;
const EDGE_PX = 56;
const SCROLL_PX = 14;

/**
 * Lets an element be dragged onto elements with `data-drop`: by the mouse anywhere on it, by a finger only from
 * `data-grip`, so that the page still scrolls. Escape lets go.
 */
export function draggable(get: () => Drag): Attachment<HTMLElement> {
  return (node) => {
    let stop: (() => void) | undefined;

    function down(event: PointerEvent): void {
      const grip = event.target instanceof Element && event.target.closest('[data-grip]') !== null;
      if (event.button !== 0 || (event.pointerType !== 'mouse' && !grip)) return;
      // A second finger on the sheet changes nothing.
      if (stop) return;
      stop = follow(event, get(), () => (stop = undefined));
    }

    node.addEventListener('pointerdown', down);
    return () => {
      node.removeEventListener('pointerdown', down);
      stop?.();
    };
  };
}

function follow(first: PointerEvent, drag: Drag, ended: () => void): () => void {
  let ghost: HTMLElement | undefined;
  let place: string | undefined;
  let [x, y] = [first.clientX, first.clientY];
  let frame = 0;

  const look = (): void => {
    const found = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-drop]')?.dataset.drop;
    if (found !== place) drag.over((place = found));
  };

  // Near an edge the page, and the board under the pointer, move along.
  const scroll = (): void => {
    const pull = (at: number, size: number): number =>
      at < EDGE_PX ? -SCROLL_PX : at > size - EDGE_PX ? SCROLL_PX : 0;
    window.scrollBy(0, pull(y, window.innerHeight));
    const board = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-scrolls]');
    if (board) {
      const { left, top } = board.getBoundingClientRect();
      board.scrollBy(pull(x - left, board.clientWidth), pull(y - top, board.clientHeight));
    }
    look();
    frame = requestAnimationFrame(scroll);
  };

  const begin = (): void => {
    ghost = document.createElement('div');
    ghost.className = 'dragged-sheet';
    ghost.textContent = drag.label;
    document.body.append(ghost);
    document.documentElement.classList.add('dragging');
    drag.start();
    frame = requestAnimationFrame(scroll);
  };

  const move = (event: PointerEvent): void => {
    if (event.pointerId !== first.pointerId) return;
    [x, y] = [event.clientX, event.clientY];
    if (!ghost && Math.hypot(x - first.clientX, y - first.clientY) < THRESHOLD_PX) return;
    if (!ghost) begin();
    event.preventDefault();
    ghost?.style.setProperty('transform', `translate(${x + 12}px, ${y + 12}px)`);
    look();
  };

  const end = (released: boolean): void => {
    const dragged = ghost !== undefined;
    window.removeEventListener('pointermove', move);
    window.removeEventListener('pointerup', up);
    window.removeEventListener('pointercancel', abort);
    window.removeEventListener('keydown', key, true);
    cancelAnimationFrame(frame);
    ghost?.remove();
    document.documentElement.classList.remove('dragging');
    ended();
    if (!dragged) return;
    // The click that follows a drag is no pick.
    const swallow = (event: Event): void => {
      event.stopPropagation();
      event.preventDefault();
    };
    window.addEventListener('click', swallow, { capture: true, once: true });
    setTimeout(() => window.removeEventListener('click', swallow, true));
    drag.over(undefined);
    if (released && place !== undefined) drag.drop(place);
    else drag.cancel();
  };

  const up = (event: PointerEvent): void => {
    if (event.pointerId === first.pointerId) end(true);
  };
  const abort = (): void => end(false);
  const key = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !ghost) return;
    event.stopPropagation();
    end(false);
  };

  window.addEventListener('pointermove', move, { passive: false });
  window.addEventListener('pointerup', up);
  window.addEventListener('pointercancel', abort);
  window.addEventListener('keydown', key, true);
  return abort;
}
