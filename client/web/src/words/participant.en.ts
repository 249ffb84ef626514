import type { ParticipantWords } from './participant.fr';

export const en = {
  title: 'Bourdon',
  bar: { now: 'Now', wall: 'The wall', group: 'My group', words: 'My words' },
} satisfies ParticipantWords;
