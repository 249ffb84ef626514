import { minutesOf } from '../live/time';
import type { Topic } from '../protocol';
import { common as c } from '../words/common';

/** « 9 h 05 », of « 09:05 ». */
export function hour(time: string): string {
  const minutes = minutesOf(time);
  return c().time(Math.floor(minutes / 60), minutes % 60);
}

/** What a group is called: the titles of its topics. */
export const called = (topics: readonly Topic[]): string => topics.map(({ title }) => title).join(' + ');
