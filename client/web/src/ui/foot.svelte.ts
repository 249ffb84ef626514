/** Something of this height sticks to the foot of the page: what else does, and what is scrolled to, stays above it. */
export function keepFoot(height: () => number): void {
  $effect(() => {
    document.documentElement.style.setProperty('--foot', `${height()}px`);
    return () => document.documentElement.style.removeProperty('--foot');
  });
}
