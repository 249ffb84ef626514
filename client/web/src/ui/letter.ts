/** A, B … Z, AA, AB …: the letter of the place, from 0. */
export function letter(place: number): string {
  const last = String.fromCharCode(65 + (place % 26));
  return place < 26 ? last : letter(Math.floor(place / 26) - 1) + last;
}

const TONES = 6;

/** The classes that set `--tone` for the place; after six the colours come again, `striped`. */
export const tone = (place: number): string => `tone-${(place % TONES) + 1}${place < TONES ? '' : ' striped'}`;
