import type { Browser, Page } from '@playwright/test';

/** What something cost a page. */
export interface Cost {
  /** The longest task of the page's own thread, milliseconds, and what of it the processor worked. */
  longest: number;
  worked: number;
  /** From the press to the last change of what is seen, or the end of the last long task. */
  settled: number;
  /** Elements of the page afterwards, and its height. */
  elements: number;
  height: number;
}

interface Task {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  dur?: number;
  tdur?: number;
  args?: { name?: string };
}

export const QUIET_MS = 800;

/** What `press` costs until nothing changes any more. */
export async function cost(browser: Browser, page: Page, press: () => Promise<void>): Promise<Cost> {
  await page.evaluate(() => {
    const seen = { pressed: 0, last: 0 };
    Object.assign(window, { seen });
    for (const what of ['click', 'input']) {
      addEventListener(what, ({ timeStamp }) => (seen.pressed ||= timeStamp), { capture: true, once: true });
    }
    // What is fetched ahead stands in the head, and a status is for who listens.
    const isSeen = ({ target }: MutationRecord): boolean => !(target instanceof Element ? target : target.parentElement)?.closest('.unseen');
    new MutationObserver((changes) => {
      if (changes.some(isSeen)) seen.last = performance.now();
    }).observe(document.body, {
      childList: true,
      subtree: true,
      characterData: true,
      attributes: true,
    });
    new PerformanceObserver((tasks) => {
      for (const { startTime, duration } of tasks.getEntries()) seen.last = Math.max(seen.last, startTime + duration);
    }).observe({ type: 'longtask' });
  });
  await browser.startTracing(page, { categories: ['disabled-by-default-devtools.timeline', 'toplevel', '__metadata'] });
  await press();
  const found = await page.waitForFunction(
    (quiet) => {
      const { seen } = window as unknown as { seen: { pressed: number; last: number } };
      if (!seen.pressed || performance.now() - Math.max(seen.pressed, seen.last) < quiet) return false;
      return {
        settled: seen.last - seen.pressed,
        elements: document.querySelectorAll('*').length,
        height: document.documentElement.scrollHeight,
      };
    },
    QUIET_MS,
    { polling: 100, timeout: 120_000 },
  );
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: Task[] };
  const main = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const tasks = traceEvents.filter(({ name, pid, tid }) => /RunTask$/.test(name) && main.has(`${pid} ${tid}`));
  const longest = (field: 'dur' | 'tdur'): number => Math.max(0, ...tasks.map((task) => (task[field] ?? 0) / 1000));
  return { longest: longest('dur'), worked: longest('tdur'), ...((await found.jsonValue()) as Omit<Cost, 'longest' | 'worked'>) };
}

export const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

/** Prints the medians of what was done several times. */
export function table(costs: Record<string, Cost[]>): void {
  const ms = (of: Cost[], field: keyof Cost): number => Math.round(median(of.map((one) => one[field])));
  const rows = Object.entries(costs).map(([what, of]) => [
    what,
    { longest: ms(of, 'longest'), worked: ms(of, 'worked'), settled: ms(of, 'settled'), elements: ms(of, 'elements') },
  ]);
  globalThis.console.table(Object.fromEntries(rows));
}
