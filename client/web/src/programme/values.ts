import type { ItemId, Noun } from '../protocol';
import { NOUNS, type Amount, type Fault, type FieldRow, type Item } from '../protocol/programme';
import { plurals, sayDate } from '../words/plurals';
import type { Language } from '../words/words.svelte';

/** A text in a form in the place of a number: why there is none, as commands have it. */
export const NO_NUMBER = ['withheld', 'not_costed'] as const;
/** Before a number in a form: « plus de … ». */
export const AT_LEAST = '>';

/** What a form holds of a field: a text, whatever the field holds. */
export function toText(field: FieldRow, value: unknown, language: Language): string {
  if (value === undefined || value === null) return '';
  switch (field.kind) {
    case 'lines':
      return (value as string[]).join('\n');
    case 'choices':
    case 'items':
      return (value as string[]).join(',');
    case 'number':
      return decimal(value as number, language);
    case 'amount': {
      const amount = value as Amount;
      if (typeof amount === 'number') return decimal(amount, language);
      return typeof amount === 'string' ? amount : AT_LEAST + decimal(amount.at_least, language);
    }
    case 'point':
      return (value as number[]).map((one) => decimal(one, language)).join(' ; ');
    case 'day':
      return typedDay(value as string, language);
    default:
      return String(value);
  }
}

/** What a form's text says: the value as commands have it, null when it is empty, or why it says nothing. */
export function toValue(field: FieldRow, text: string): { value: unknown } | { fault: Fault } {
  const typed = text.trim();
  if (typed === '') return { value: null };
  const notA = { fault: { fault: 'not_a', kind: field.kind } } as const;
  switch (field.kind) {
    case 'text':
      return { value: text };
    case 'lines':
      return { value: typed.split('\n').map((line) => line.trim()).filter((line) => line !== '') };
    case 'choices':
    case 'items':
      return { value: typed.split(',') };
    case 'number': {
      const number = readNumber(typed);
      return number === undefined ? notA : { value: number };
    }
    case 'year': {
      const number = readNumber(typed);
      return number === undefined || !Number.isInteger(number) ? notA : { value: number };
    }
    case 'amount': {
      if ((NO_NUMBER as readonly string[]).includes(typed)) return { value: typed };
      const number = readNumber(typed.replace(AT_LEAST, ''));
      if (number === undefined) return notA;
      return { value: typed.startsWith(AT_LEAST) ? { at_least: number } : number };
    }
    case 'point': {
      const both = typed.split(/[;\s]+/).filter((part) => part !== '').map(readNumber);
      return both.length === 2 && both.every((one) => one !== undefined) ? { value: both } : notA;
    }
    case 'day': {
      const day = readDay(typed);
      return day === undefined ? notA : { value: day };
    }
    case 'yes':
      return { value: typed === 'true' };
    default:
      return { value: typed };
  }
}

const decimal = (number: number, language: Language): string =>
  language === 'fr' ? String(number).replace('.', ',') : String(number);

/** A number as people type it: with spaces between thousands, a comma or a point. */
export function readNumber(typed: string): number | undefined {
  const plain = typed.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.');
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : undefined;
}

/** « 12/03/2027 », « 03/2027 », « 2027 » or as it is kept, « 2027-03-12 ». */
export function readDay(typed: string): string | undefined {
  const iso = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(typed);
  const french = /^(?:(?:(\d{1,2})[/. ])?(\d{1,2})[/. ])?(\d{4})$/.exec(typed);
  const [year, month, day] = iso ? [iso[1], iso[2], iso[3]] : french ? [french[3], french[2], french[1]] : [];
  if (!year) return undefined;
  const two = (part: string): string => part.padStart(2, '0');
  const whole = `${year}-${two(month ?? '1')}-${two(day ?? '1')}`;
  const read = new Date(`${whole}T00:00:00Z`);
  if (Number.isNaN(read.getTime()) || read.toISOString().slice(0, 10) !== whole) return undefined;
  return [year, ...(month ? [two(month)] : []), ...(day ? [two(day)] : [])].join('-');
}

function typedDay(day: string, language: Language): string {
  return language === 'fr' ? day.split('-').reverse().join('/') : day;
}

/** A day as people read it: « 12 mars 2027 », « mars 2027 », « 2027 ». */
export function sayDay(day: string, language: Language): string {
  const parts = day.split('-').length;
  if (parts === 1) return day;
  const date = new Date(parts === 2 ? `${day}-01T00:00:00Z` : `${day}T00:00:00Z`);
  const shape = { month: 'long', year: 'numeric', ...(parts === 3 ? { day: 'numeric' as const } : {}) } as const;
  return sayDate(language === 'fr' ? 'fr' : 'en-GB', date, shape).replace(/ (?=\d{4}$)/, '\u00a0');
}

/** The last day of what is known of a day. */
export function lastOf(day: string): string {
  const [year = '', month, date] = day.split('-');
  if (date) return day;
  const last = new Date(Date.UTC(Number(year), month ? Number(month) : 12, 0));
  return last.toISOString().slice(0, 10);
}

/** The first day of what is known of a day. */
export const firstOf = (day: string): string => day + '-01-01'.slice(day.length - 4);

/** What a value is called where it is read and not typed; `called`: what an item is called. */
export interface Sayings {
  language: Language;
  withheld: string;
  notCosted: string;
  atLeast: (number: string) => string;
  yes: string;
  no: string;
  called: (id: ItemId) => string;
}

export function say(field: FieldRow, value: unknown, { language, called, ...words }: Sayings): string {
  if (value === undefined || value === null) return '';
  const { number } = plurals(language);
  const label = (word: string): string => field.answers?.find((answer) => answer.word === word)?.label[language] ?? word;
  const unit = field.unit ? `\u00a0${field.unit[language]}` : '';
  switch (field.kind) {
    case 'choice':
      return label(value as string);
    case 'choices':
      return (value as string[]).map(label).join(', ');
    case 'lines':
      return (value as string[]).join(', ');
    case 'item':
    case 'parent':
      return called(value as ItemId);
    case 'items':
      return (value as ItemId[]).map(called).join(', ');
    case 'day':
      return sayDay(value as string, language);
    case 'yes':
      return value ? words.yes : words.no;
    case 'number':
      return number(value as number) + unit;
    case 'amount': {
      const amount = value as Amount;
      if (amount === 'withheld') return words.withheld;
      if (amount === 'not_costed') return words.notCosted;
      return typeof amount === 'number' ? number(amount) : words.atLeast(number(amount.at_least));
    }
    case 'point':
      return (value as number[]).map((one) => decimal(one, language)).join(' ; ');
    case 'time':
      return (value as string).replace(':', language === 'fr' ? '\u00a0h\u00a0' : ':');
    default:
      return String(value);
  }
}

/** The field that says what an item is called: its name, else its first words. */
export function titleField(noun: Noun): FieldRow | undefined {
  const { fields } = NOUNS[noun];
  return fields.find(({ name }) => name === 'name') ?? fields.find(({ kind, required }) => required && (kind === 'text' || kind === 'day')) ?? fields.find(({ kind }) => kind === 'text');
}

/** What an item is called; of one that has no name, its noun and number. */
export function titleOf(item: Item, sayings: Sayings): string {
  const { fields, label, one_of } = NOUNS[item.noun];
  const first = one_of.length > 0 ? fields.find(({ name }) => one_of.includes(name) && item.fields[name] !== undefined) : titleField(item.noun);
  const rest = (['text', 'day', 'item'] as const).flatMap((kind) => fields.filter((field) => field.kind === kind));
  for (const field of [first, ...rest]) {
    const said = field && say(field, item.fields[field.name], sayings);
    if (said) return said;
  }
  return `${label[sayings.language]} ${item.number}`;
}
