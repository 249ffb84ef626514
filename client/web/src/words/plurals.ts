/** The forms of one word; `other` serves where a language's form is not given. */
export type Forms = { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>;

/** Numbers and plurals of one language. French counts 0 and 1.5 as singular, English does not. */
export function plurals(language: string) {
  const rules = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);

  /** « 1 500 », with spaces that the font has. */
  const number = (n: number): string => numbers.format(n).replace(/\u202f/g, '\u00a0');

  /** The form that goes with n, without n. */
  const form = (n: number, forms: Forms): string => forms[rules.select(n)] ?? forms.other;

  /** « 3 sujets ». */
  const count = (n: number, one: string, other: string): string =>
    `${number(n)}\u00a0${form(n, { one, other })}`;

  return { number, form, count };
}

/** A day as it is said: in French the first of a month is « 1er ». */
export function sayDate(language: string, date: Date | number, shape: Intl.DateTimeFormatOptions): string {
  const said = new Intl.DateTimeFormat(language, { ...shape, timeZone: 'UTC' }).format(date);
  return language === 'fr' ? said.replace(/\b1 (?=\p{L})/u, '1er ') : said;
}
