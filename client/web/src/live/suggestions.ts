import type { AxisId, ForumId, Halves, Suggestion, Token } from '../protocol';
import { type Answer, ask } from './api';

/** Thousands of contributions take the server some seconds, more when others ask too. */
const PATIENCE_MS = 60_000;

const at = (forum: ForumId): string => `/api/forums/${forum}/suggestion`;

/** How contributions could be sorted: routes of facilitators alone, apart from those that every phone loads. */
export const suggestions = {
  ask: (forum: ForumId, token: Token, heaps?: number): Promise<Answer<Suggestion>> =>
    ask(heaps === undefined ? at(forum) : `${at(forum)}?heaps=${heaps}`, token, undefined, PATIENCE_MS),
  split: (forum: ForumId, axis: AxisId, token: Token): Promise<Answer<Halves>> =>
    ask(`${at(forum)}/split/${axis}`, token, undefined, PATIENCE_MS),
};
