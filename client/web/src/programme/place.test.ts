import { expect, test } from 'vitest';
import { hrefOf, passFragment, readPlace, readSecret } from './place';

const ID = '6f1c1a36-58a8-4b0e-9f7e-0d3f1a2b3c4d';
const TOKEN = 'ab'.repeat(32);

test('a link’s secret is read as it is written', () => {
  expect(readSecret(`#${TOKEN.toUpperCase()}`)).toEqual({ key: TOKEN });
  expect(readSecret(passFragment(ID, TOKEN))).toEqual({ programme: ID, token: TOKEN });
  for (const none of ['', '#/', `#${ID}`, `#ABCDEF.${TOKEN}`, `#${ID}.12`]) expect(readSecret(none), none).toBeUndefined();
});

test('every page has an address of its own, and what is none is the list', () => {
  expect(readPlace(hrefOf(ID, 'home'))).toEqual({ at: 'programme', programme: ID, page: 'home', detail: undefined, part: undefined });
  expect(readPlace(hrefOf(ID, 'campaigns', ID, 'keying'))).toMatchObject({ page: 'campaigns', detail: ID, part: 'keying' });
  expect(readPlace('#/new')).toEqual({ at: 'new' });
  for (const odd of ['', '#/', '#/x/y', '#/12']) expect(readPlace(odd), odd).toEqual({ at: 'programmes' });
});
