import type { Topic } from '../protocol';

/** What a group is called: the titles of its topics. */
export const called = (topics: readonly Topic[]): string => topics.map(({ title }) => title).join(' + ');
