import { expect, test } from 'vitest';
import { hrefOf, readPlace, readSecret } from './place';

const key = 'ab'.repeat(32);

test('a link holds the owner key or the pass of one forum', () => {
  expect(readSecret(`#${key.toUpperCase()}`)).toEqual({ key });
  expect(readSecret(`#miel23.${key}`)).toEqual({ code: 'MIEL23', token: key });
  expect(readSecret(`#${key}0`)).toBeUndefined();
  expect(readSecret('#/MIEL23/wall')).toBeUndefined();
});

test('a place survives its address', () => {
  for (const place of [
    { at: 'room', code: 'MIEL23', page: 'now', detail: undefined },
    { at: 'room', code: 'MIEL23', page: 'groups', detail: 'x' },
    { at: 'room', code: 'MIEL23', page: 'wall', detail: undefined },
  ] as const) {
    expect(readPlace(hrefOf(place.code, place.page, place.detail))).toEqual(place);
  }
  expect(readPlace('')).toEqual({ at: 'forums' });
  expect(readPlace('#/new')).toEqual({ at: 'new' });
  expect(readPlace('#/MIEL23/nowhere')).toMatchObject({ page: 'now' });
});
