import { expect, test } from 'vitest';
import type { Command, Refusal } from '../protocol';
import { Acts } from './acts.svelte';
import { closeGroups, openGroups } from './groups/acts';

function room(refuse: (command: Command) => Refusal | undefined = () => undefined) {
  const given: Command[] = [];
  const acts = new Acts({
    give: async (command) => {
      given.push(command);
      const refused = refuse(command);
      return refused ? { refused } : { done: {} };
    },
  });
  return { given, acts };
}

test('steps are taken back from the last to the first', async () => {
  const { given, acts } = room();
  await acts.do({ do: 'open_door' }, { text: 'ouverte', undo: [{ do: 'close_door' }] });
  await acts.do({ do: 'phase', phase: 'groups' }, { text: 'groupes', undo: [{ do: 'phase', phase: 'opening' }] });
  expect(acts.offered?.text).toBe('groupes');
  expect((await acts.undo())?.text).toBe('groupes');
  expect((await acts.undo())?.text).toBe('ouverte');
  expect(await acts.undo()).toBeUndefined();
  expect(given.slice(2)).toEqual([{ do: 'phase', phase: 'opening' }, { do: 'close_door' }]);
});

test('what is refused stops the rest, is reported and offers no way back', async () => {
  const { given, acts } = room((command) => (command.do === 'close_door' ? { code: 'NOT_ALLOWED' } : undefined));
  const done = await acts.do([{ do: 'open_door' }, { do: 'close_door' }, { do: 'end' }], { text: '', undo: [] });
  expect(done).toBe(false);
  expect(given).toHaveLength(2);
  expect(acts.trouble).toEqual({ code: 'NOT_ALLOWED' });
  expect(acts.offered).toBeUndefined();
});

test('a round that was opened or ended at once goes back at once', async () => {
  const { given, acts } = room();
  const groups = [{ id: 'g1' }, { id: 'g2' }];
  await openGroups(acts, groups);
  await closeGroups(acts, groups);
  await acts.undo();
  await acts.undo();
  const all = ['g1', 'g2'];
  expect(given).toEqual([
    { do: 'open_all', groups: all },
    { do: 'close_all', groups: all },
    { do: 'reopen_all', groups: all },
    { do: 'unopen', groups: all },
  ]);
});
