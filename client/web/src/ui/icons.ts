import type { more } from './more-icons';

/** Shapes on a grid of 24, one path each, drawn with a line of 2. From Lucide: see NOTICE. These are the door's. */
const door = {
  help: 'M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0M9.09 9a3 3 0 0 1 5.83 1c0 2-3 3-3 3M12 17h.01',
  people: 'M16 21v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2M16 3.128a4 4 0 0 1 0 7.744M22 21v-2a4 4 0 0 0-3-3.87M5 7a4 4 0 1 0 8 0a4 4 0 1 0 -8 0',
  arrow: 'M5 12h14M12 5l7 7-7 7',
  door: 'M10 21H2M10 3H7a2 2 0 00-2 2v16M14 12h.01M19 21V5a2 2 0 00-1.675-1.974l-6.163-1.013A1 1 0 0010 3v18a1 1 0 001.124.992zM22 21h-3',
  language: 'M5 8l6 6M4 14l6-6 2-3M2 5h12M7 2h1M22 22l-5-10-5 10M14 18h6',
};

export type IconName = keyof typeof door | keyof typeof more;

/** All that this page has; `more-icons` adds what screens behind the door show. */
export const icons: Partial<Record<IconName, string>> = { ...door };
