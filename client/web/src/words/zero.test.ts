import { expect, test } from 'vitest';
import { en } from './participant.en';
import { fr } from './participant.fr';

test.each([
  ['fr', fr],
  ['en', en],
])('that nobody came and nothing was written is not announced (%s)', (_, words) => {
  const said = [
    words.wall.interested(0),
    words.wall.inside(0),
    words.wall.closed(0),
    words.group.people(0),
    words.group.isClosed(0),
    words.axes.gathers(0, 0),
    words.group.empty,
    words.group.emptyRead,
  ];
  for (const sentence of said) expect(sentence).not.toMatch(/\b0\b|aucun|personne|nobody|nothing written|rien d’écrit|no one/i);
});
