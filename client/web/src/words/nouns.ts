import type { Noun } from '../protocol';
import { programme } from './programme';

/** What several of a noun are called. */
export const plural = (noun: Noun): string => programme().nouns[noun];
