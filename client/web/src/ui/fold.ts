const LETTERS: Record<string, string> = {
  æ: 'ae', œ: 'oe', ß: 'ss', ø: 'o', ł: 'l', đ: 'd', ð: 'd', ħ: 'h', ı: 'i', ŋ: 'n', ŧ: 't', þ: 'th',
};

/**
 * Words as they are searched and compared: without case, accents, ligatures and signs that nobody sees. Hyphens and
 * apostrophes part words, whatever sign stands for them.
 */
export const fold = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[\p{Pd}−'’‘ʼʹ′`´]/gu, ' ')
    .normalize('NFKD')
    .replace(/[\p{M}\p{Default_Ignorable_Code_Point}]/gu, '')
    .replace(/[æœßøłđðħıŋŧþ]/g, (letter) => LETTERS[letter] ?? letter)
    .replace(/\s+/g, ' ')
    .trim();

/** Whether every word that was typed is found, in any order. */
export function finds(typed: string, text: string): boolean {
  const where = fold(text);
  return fold(typed)
    .split(' ')
    .every((word) => where.includes(word));
}
