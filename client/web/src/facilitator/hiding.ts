import type { ContributionId, TopicId } from '../protocol';

/** Words that a facilitator may take off, and whose they are. */
export type Words = { text: string } & ({ contribution: ContributionId } | { topic: TopicId });
