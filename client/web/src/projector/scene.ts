import type { ForumState, Phase, Scene, VoteState } from '../protocol';

/** What the screen can show, in the order in which the keys step through it. */
export const SCENES = ['enter', 'principles', 'wall', 'clock', 'news', 'axes', 'thanks'] as const satisfies Scene[];

const OF_PHASE: Record<Phase, Scene> = {
  welcome: 'enter',
  opening: 'principles',
  marketplace: 'wall',
  groups: 'wall',
  reading: 'news',
  priorities: 'axes',
  actions: 'axes',
  closing: 'thanks',
};

/** The scene of the moment. */
export function sceneOf(forum: { phase: Phase; state: ForumState; vote: VoteState }): Scene {
  return forum.state === 'ended' ? 'thanks' : OF_PHASE[forum.phase];
}

/** The scene before (-1) or after (1), round and round. */
export function step(from: Scene, by: 1 | -1): Scene {
  return SCENES[(SCENES.indexOf(from) + by + SCENES.length) % SCENES.length]!;
}
