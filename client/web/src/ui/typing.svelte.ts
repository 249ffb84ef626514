import type { Attachment } from 'svelte/attachments';

type Control = HTMLInputElement | HTMLTextAreaElement;

/** What an outside change does to a field that shows `shown`. */
export function accepts(shown: string, wished: string, hasCursor: boolean): boolean {
  return !hasCursor || shown === '' || wished === '';
}

/**
 * Binds a field both ways, but a change from outside never replaces words under the cursor: it fills an empty
 * field and empties a full one (what a form does after sending), else the field keeps its words and says so.
 */
export function typing(get: () => string, set: (text: string) => void): Attachment<Control> {
  return (control) => {
    const typed = () => set(control.value);
    control.addEventListener('input', typed);

    $effect(() => {
      const wished = get();
      if (wished === control.value) return;
      if (accepts(control.value, wished, document.activeElement === control)) control.value = wished;
      else set(control.value);
    });

    return () => control.removeEventListener('input', typed);
  };
}

/** Characters as the server counts them: Unicode scalars after normalisation. */
export const measure = (text: string): number => [...text.normalize('NFC').trim()].length;
