import { expect, test } from 'vitest';
import { readPass } from './pass';

const token = '0123456789abcdef'.repeat(4);

test('a link opens the screen, its code in any case', () => {
  expect(readPass(`#miel42.${token}`)).toEqual({ code: 'MIEL42', token });
  expect(readPass(`MIEL42.${token}`)).toEqual({ code: 'MIEL42', token });
});

test.each(['', '#', '#MIEL42', `#${token}`, `#MIEL42.${token}0`, `#MIEL42.${'x'.repeat(64)}`])(
  '%j opens nothing',
  (text) => expect(readPass(text)).toBeUndefined(),
);
