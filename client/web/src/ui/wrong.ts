import { tick } from 'svelte';

/** Leads to the first field of a form that is wrong: the cursor in it, and why in view above it. */
export async function leadToWrong(form: HTMLElement | undefined): Promise<void> {
  await tick();
  const control = form?.querySelector<HTMLElement>('[aria-invalid="true"], [data-wrong] input:enabled');
  control?.focus({ preventScroll: true });
  (control?.closest('fieldset, .field') ?? control)?.scrollIntoView({ block: 'start' });
}
