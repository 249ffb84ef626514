import type { ProjectorWords } from './projector.fr';

export const en = {
  title: 'Bourdon, room screen',
} satisfies ProjectorWords;
