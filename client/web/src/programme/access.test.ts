import { beforeEach, expect, test, vi } from 'vitest';
import type { Role } from '../protocol/programme';

const KEYS = 'bourdon:programmes';
const items = new Map<string, string>();
const roles = new Map<string, Role | 'away'>();

vi.stubGlobal('localStorage', {
  getItem: (key: string) => items.get(key) ?? null,
  setItem: (key: string, value: string) => void items.set(key, value),
  removeItem: (key: string) => void items.delete(key),
});
vi.stubGlobal('fetch', async (_path: string, { headers }: { headers: { authorization: string } }) => {
  const role = roles.get(headers.authorization.replace('Bearer ', ''));
  if (role === 'away') throw new TypeError('no network');
  if (!role) return { ok: false, json: async () => ({ refused: { code: 'NOT_ALLOWED' } }) };
  return { ok: true, json: async () => ({ entities: [{ me: { role, label: '', committees: [], code: 'A' } }] }) };
});

async function tab() {
  vi.resetModules();
  return (await import('./access.svelte')).access;
}

beforeEach(() => {
  items.clear();
  roles.clear();
});

test('two tabs do not forget what the other one keeps', async () => {
  const [one, other] = [await tab(), await tab()];
  one.keep({ programme: 'p', name: 'P', token: 't' });
  other.keep({ programme: 'q', name: 'Q' });
  one.keep({ programme: 'r', name: 'R' });
  other.forget('q');
  expect(JSON.parse(items.get(KEYS)!)).toEqual([{ programme: 'r', name: 'R' }, { programme: 'p', name: 'P', token: 't' }]);
  expect(other.find('p')?.token).toBe('t');
});

test('a member’s link does not take the place of a pass that may do more', async () => {
  const access = await tab();
  access.keep({ programme: 'p', name: 'P', token: 'office' });
  roles.set('office', 'officer').set('seat', 'member').set('other', 'officer');
  expect(await access.enter('p', 'seat')).toHaveProperty('ok');
  expect(access.find('p')?.token).toBe('office');
  roles.set('office', 'away');
  expect(await access.enter('p', 'seat'), 'it may still be the better one').toEqual({ unreachable: true });
  expect(access.find('p')?.token).toBe('office');
  roles.delete('office');
  expect(await access.enter('p', 'seat')).toHaveProperty('ok');
  expect(access.keys).toEqual([{ programme: 'p', name: 'P', token: 'seat' }]);
  await access.enter('p', 'other');
  expect(access.find('p')?.token).toBe('other');
  expect(await access.enter('p', 'none')).toEqual({ refused: { code: 'NOT_ALLOWED' } });
});
