import { expect, test } from 'vitest';
import { readLink, writeLink } from './link';

test('a link names a campaign, that of a sheet its number and letters too', () => {
  expect(readLink('#abcdef-2')).toEqual({ code: 'ABCDEF', campaign: 2, sheet: '', letters: '' });
  expect(readLink('#ABCDEF-2-117-wxyz')).toEqual({ code: 'ABCDEF', campaign: 2, sheet: '117', letters: 'WXYZ' });
  for (const odd of ['', '#', '#ABCDEF', '#ABCDEF-x', '#ABCDEF-1-2-3-4']) expect(readLink(odd), odd).toBeUndefined();
  for (const link of ['#ABCDEF-2', '#ABCDEF-2-117', '#ABCDEF-2-117-WXYZ']) expect(writeLink(readLink(link)!)).toBe(link);
});
