import type { Ranked } from './axes';

/** A dot in the jar, in hundredths of its width. */
export interface Place {
  x: number;
  y: number;
}

export interface Heap {
  places: Place[];
  radius: number;
}

/** The inside of the jar, in the same measure. */
export const JAR = { left: 9, right: 91, top: 22, bottom: 116 } as const;

/** More are drawn as fewer, all alike. */
const DRAWN_MAX = 600;
/** Dots side by side, at least. */
const ACROSS_MIN = 5;
/** Layers lie so many of their own heights above each other. */
const LAYER = Math.sqrt(3) / 2;

/**
 * How `dots` of at most `room` lie in the jar: from its bottom, one layer shifted against the one below. The same
 * number always lies the same way, and what lies there stays while more come.
 */
export function heap(dots: number, room: number): Heap {
  const most = Math.max(room, dots, 1);
  const scale = Math.min(1, DRAWN_MAX / most);
  const width = JAR.right - JAR.left;
  let across = ACROSS_MIN;
  const step = (): number => width / (across + 0.5);
  const layers = (): number => Math.ceil((most * scale) / across);
  while (step() * (1 + (layers() - 1) * LAYER) > JAR.bottom - JAR.top) across += 1;
  const radius = step() / 2;
  const places = Array.from({ length: Math.round(dots * scale) }, (_, nth) => {
    const layer = Math.floor(nth / across);
    const shifted = layer % 2 === 0 ? 0 : radius;
    return {
      x: JAR.left + radius + shifted + (nth % across) * step(),
      y: JAR.bottom - radius - layer * step() * LAYER,
    };
  });
  return { places, radius };
}

/** Which axis's place so many drawn dots have: each axis has its part of them, mixed always in the same way. */
export function mixed(ranked: readonly Ranked[], drawn: number): number[] {
  const all = ranked.reduce((sum, { dots }) => sum + dots, 0);
  let before = 0;
  const parts = ranked.map(({ place, dots }) => {
    const from = Math.round((before * drawn) / all);
    before += dots;
    return { place, its: Math.round((before * drawn) / all) - from };
  });
  const dots = parts.flatMap(({ place, its }) => Array.from({ length: its }, (_, nth) => ({ place, at: (nth + 0.5) / its })));
  return dots.sort((a, b) => a.at - b.at || a.place - b.place).map(({ place }) => place);
}
