import { expect, test } from 'vitest';
import { plain } from './fields.ts';

test('private fields become plain ones that meet nowhere', () => {
  const code = `
    class Base {
      #name = 'base';
      name() { return this.#name; }
    }
    class Made extends Base {
      #name = 'made';
      own() { return this.#name + this.#twice(); }
      #twice() {
        const Inner = class { #other = 1; #name = 'inner'; name() { return this.#name; } };
        return new Inner().name();
      }
    }
    [new Made().name(), new Made().own(), '#name']`;
  expect(plain(code)).not.toMatch(/this\.#/);
  expect((0, eval)(plain(code))).toEqual(['base', 'madeinner', '#name']);
});
