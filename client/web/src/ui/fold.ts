/** Words as they are searched: without case and accents. */
export const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/œ/gi, 'oe')
    .replace(/æ/gi, 'ae')
    .replace(/[’']/g, "'")
    .toLowerCase();

/** Whether every word that was typed is found, in any order. */
export function finds(typed: string, text: string): boolean {
  const where = fold(text);
  return fold(typed)
    .split(/\s+/)
    .every((word) => where.includes(word));
}
