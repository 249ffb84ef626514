import { CODE_LETTERS, CODE_LETTERS_LOCAL, CODE_LETTERS_PUBLIC, RECOVERY_LETTERS } from '../protocol';

// On plain http there is no crypto.randomUUID; getRandomValues is there.
const random = (bytes: number): Uint8Array => crypto.getRandomValues(new Uint8Array(bytes));

const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** A UUID version 4. */
export function newId(): string {
  const bytes = random(16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** 32 random bytes as 64 hexadecimal digits. */
export const newToken = (): string => hex(random(32));

/** Letters that bring a person back on another device. */
export function newRecoveryCode(): string {
  let code = '';
  while (code.length < RECOVERY_LETTERS) {
    // 248 is the largest multiple of 31 in a byte: above it, some letters would come more often.
    const byte = random(1)[0]!;
    if (byte < 248) code += CODE_LETTERS[byte % CODE_LETTERS.length];
  }
  return code;
}

/** A code as a person typed it or a sentence holds it, in the form in which codes are compared. */
export const readCode = (typed: string): string => typed.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase();

/** Whether a forum can have this code, as `readCode` reads it. */
export const isCode = (code: string): boolean =>
  [CODE_LETTERS_LOCAL, CODE_LETTERS_PUBLIC].includes(code.length) &&
  [...code].every((letter) => CODE_LETTERS.includes(letter));

/** What stands in the path of an address, also one that is badly written. */
export function readPath(path: string): string {
  try {
    return readCode(decodeURIComponent(path));
  } catch {
    return readCode(path.replace(/%[0-9a-f]{2}/gi, ''));
  }
}

/** A recovery code as people read it: « ABCD EFGH ». */
export const showCode = (code: string): string => code.replace(/(.{4})(?=.)/g, '$1\u00a0');

/** A receipt as people read it: « ABCDE FGHJK ». */
export const showReceipt = (code: string): string => code.replace(/(.{5})(?=.)/g, '$1\u00a0');
