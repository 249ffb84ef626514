import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { frenchFiles, mendSource, mendText } from '../../tools/typography.mjs';

test.each(frenchFiles().map((path) => [basename(path), path]))(
  '%s has French typography (else: npm run typography)',
  (_name, path) => {
    const source = readFileSync(path!, 'utf8');
    expect(mendSource(source)).toBe(source);
  },
);

test('spaces before signs do not break', () => {
  expect(mendText('Le placer « ici » ?')).toBe('Le placer «\u00a0ici\u00a0»\u00a0?');
  expect(mendText('«ici»')).toBe('«\u00a0ici\u00a0»');
  expect(mendText("J'y vais")).toBe('J’y vais');
});

test('middle dots are refused', () => {
  expect(() => mendText('animateur·rice')).toThrow('middle dots');
});
