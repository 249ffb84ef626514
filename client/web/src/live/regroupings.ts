import type { ForumId, Regroupings, Token } from '../protocol';
import { type Answer, ask } from './api';

/** The server reads its whole log for it. */
const PATIENCE_MS = 60_000;

/** What people did to the table, the newest first, or those before one of them: a route of facilitators alone. */
export const regroupings = (forum: ForumId, token: Token, before: number | null): Promise<Answer<Regroupings>> =>
  ask(`/api/forums/${forum}/regroupings${before === null ? '' : `?before=${before}`}`, token, undefined, PATIENCE_MS);
