import { tick } from 'svelte';

/** The heading under which something stands, else that of the page. */
const headingOf = (element: Element | null): HTMLElement | null =>
  element?.closest('section')?.querySelector<HTMLElement>('h2, h3') ?? document.querySelector<HTMLElement>('h1');

/** Does something with which the line may go where the focus is: then the heading above it takes the focus. */
export async function holdingPlace<T>(act: () => Promise<T>): Promise<T> {
  // A dialog that closes gives the focus back first.
  await tick();
  const heading = headingOf(document.activeElement);
  const done = await act();
  await tick();
  const isLost = !document.activeElement || document.activeElement === document.body;
  const near = heading?.isConnected ? heading : headingOf(null);
  if (isLost && near) take(near);
  return done;
}

/** What comes in the place of what was pressed takes the focus (`{@attach takeFocus}`). */
export function takeFocus(node: HTMLElement): void {
  void tick().then(() => take(node));
}

/** The same for the first thing in it that can be pressed. */
export function takeFocusInside(node: HTMLElement): void {
  void tick().then(() => node.querySelector('button')?.focus({ preventScroll: true }));
}

function take(node: HTMLElement): void {
  if (node.tabIndex < 0) node.tabIndex = -1;
  node.focus({ preventScroll: true });
}
