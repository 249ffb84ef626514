import { expect, test } from 'vitest';
import type { Group } from '../../live/shown';
import type { Space } from '../../protocol';
import { roomsOf } from './rooms';

const spaces = [{ id: 'hall' }, { id: 'yard' }] as Space[];
const group = (id: string, slot: string, space: string, state: Group['state']): Group =>
  ({ id, number: 1, cell: slot ? { slot, space } : null, state }) as Group;
const ids = (groups: Group[], running: string[] = []): string[] =>
  roomsOf(groups, spaces, new Set(running)).map(({ id }) => id);

test('the rooms of now: what is open, and what waits in the same slots, space by space', () => {
  const groups = [
    group('off', '', '', 'open'),
    group('yard', 's1', 'yard', 'open'),
    group('hall', 's1', 'hall', 'planned'),
    group('later', 's2', 'hall', 'planned'),
    group('over', 's1', 'hall', 'closed'),
  ];
  expect(ids(groups)).toEqual(['hall', 'yard', 'off']);
  expect(ids(groups, ['s2'])).toEqual(['hall', 'later', 'yard', 'off']);
  expect(ids([group('later', 's2', 'hall', 'planned')])).toEqual([]);
});
