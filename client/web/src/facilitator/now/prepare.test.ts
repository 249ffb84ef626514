import { expect, test } from 'vitest';
import { isOutside } from './address.svelte';
import { prepared, type Seen } from './prepare';

test('each step is ticked by what was seen, whatever came first', () => {
  const nothing: Seen = { cells: false, address: false, wifi: false, screen: false, phones: 0 };
  const ticked = (seen: Partial<Seen>): string[] =>
    prepared({ ...nothing, ...seen }).flatMap(({ what, done }) => (done ? [what] : []));
  expect(ticked({})).toEqual([]);
  expect(ticked({ phones: 1 })).toEqual(['phone']);
  expect(ticked({ wifi: true })).toEqual(['wifi']);
  expect(prepared(nothing).map(({ what }) => what), 'nobody has to tell the Wi-Fi').not.toContain('wifi');
  expect(ticked({ cells: true, address: true, screen: true, phones: 40 })).toEqual(['cells', 'address', 'screen', 'phone']);
});

test('an address of the laptop itself is none that a phone finds', () => {
  expect(['http://192.168.1.20:7373', 'http://salle.test:80', 'https://forum.example.org'].every(isOutside)).toBe(true);
  expect(['http://localhost:7373', 'http://127.0.0.1:7373', 'http://[::1]:7373'].some(isOutside)).toBe(false);
});
