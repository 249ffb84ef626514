import { expect, test } from 'vitest';
import type { Forum, Group } from '../../live/shown';
import { scenes } from './scenes';

const at = (phase: Forum['phase'], state: Forum['state'], groups: Partial<Group>[], axes: number): string =>
  scenes({ phase, state } as Forum, { groups: groups as Group[], axes }).join(' ');

test('what there is can be shown, and after the end results and thanks again', () => {
  expect(at('welcome', 'open', [], 0)).toBe('enter');
  expect(at('marketplace', 'open', [], 0)).toBe('enter wall');
  expect(at('groups', 'open', [{ state: 'open', posted: false }], 0)).toBe('enter wall clock');
  expect(at('priorities', 'open', [{ state: 'closed', posted: true }], 4)).toBe('enter wall news axes');
  expect(at('closing', 'open', [{ state: 'closed', posted: true }], 4)).toBe('enter wall news axes thanks');
  expect(at('closing', 'ended', [{ state: 'closed', posted: true }], 4)).toBe('wall news axes thanks');
  expect(at('priorities', 'ended', [], 0)).toBe('thanks');
});
