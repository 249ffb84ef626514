import { expect, test } from 'vitest';
import type { Forum, Group } from '../live/shown';
import type { Command, Refusal } from '../protocol';
import { Acts } from './acts.svelte';
import { closeGroups, openGroups } from './groups/acts';
import { goTo } from './now/acts';

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

test('what is offered is always the last thing: an act without a way back takes the offer of the one before', async () => {
  const { given, acts } = room((command) => (command.do === 'end' ? { code: 'NOT_ALLOWED' } : undefined));
  const phase = { do: 'phase', phase: 'groups' } as const;
  const offer = { text: 'groupes', undo: [{ do: 'phase', phase: 'opening' }] } as const;
  for (const act of [{ do: 'open_vote' }, { do: 'post', group: 'g' }, { do: 'seal_vote' }] as const) {
    await acts.do(phase, offer);
    await acts.do(act);
    expect(acts.offered).toBeUndefined();
    expect(await acts.undo()).toBeUndefined();
  }
  await acts.do(phase, offer);
  await acts.try({ do: 'propose', as: 't', title: 'Un car' });
  expect(acts.offered, 'also where the caller answers the refusal').toBeUndefined();
  await acts.do(phase, offer);
  await acts.do([{ do: 'open_door' }, { do: 'end' }], { text: 'fin', undo: [] });
  expect(acts.offered, 'half of it was done').toBeUndefined();
  await acts.do(phase, offer);
  await acts.do({ do: 'end' });
  expect(acts.offered?.text, 'what was refused changes nothing').toBe('groupes');
  expect((await acts.undo())?.text).toBe('groupes');
  expect(given.at(-1)).toEqual(offer.undo[0]);
});

test('going on to the reading ends what is open, and comes back in one', async () => {
  const { given, acts } = room();
  const forum = { phase: 'groups' } as Forum;
  await goTo(acts, forum, 'reading', [{ id: 'g1' }, { id: 'g2' }] as Group[]);
  expect((await acts.undo())?.text).toMatch(/^2 groupes terminés, .* Lecture\.$/);
  const groups = ['g1', 'g2'];
  expect(given).toEqual([
    { do: 'close_all', groups },
    { do: 'phase', phase: 'reading' },
    { do: 'phase', phase: 'groups' },
    { do: 'reopen_all', groups },
  ]);
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

test('what is on the screen before its answer is here is what is taken back', async () => {
  const answers: (() => void)[] = [];
  const given: Command[] = [];
  const acts = new Acts({
    give: async (command) => {
      given.push(command);
      await new Promise<void>((answer) => answers.push(answer));
      return { done: {} };
    },
  });
  const give = async (command: Command, text: string, undo: Command): Promise<void> => {
    const done = acts.do(command, { text, undo: [undo] });
    answers.shift()?.();
    await done;
  };
  await give({ do: 'open_door' }, 'ouverte', { do: 'close_door' });
  const last = acts.do({ do: 'phase', phase: 'groups' }, { text: 'groupes', undo: [{ do: 'phase', phase: 'opening' }] });
  const undone = acts.undo();
  answers.shift()?.();
  await last;
  await expect.poll(() => given.length).toBe(3);
  answers.shift()?.();
  expect((await undone)?.text).toBe('groupes');
  expect(given.at(-1)).toEqual({ do: 'phase', phase: 'opening' });
});
