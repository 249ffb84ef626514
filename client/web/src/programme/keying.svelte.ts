import type { ItemId, Refusal } from '../protocol';
import type { Command, Sheet } from '../protocol/programme';
import { complete, isAsked, readAnswer, type Answer, type Answers, type Question, type Unread } from './questions';

const DIGITS = '123456789';
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** The keys that take the choices of a question, in their order. */
export function keysOf(questions: readonly Question[]): Map<string, string> {
  const keys = new Map<string, string>();
  // From the end: several answers end with the first key of the next question, when that is no key of their own.
  let next = '';
  for (const { id, kind, choices } of [...questions].reverse()) {
    if (kind === 'several') keys.set(id, next === DIGITS || choices.length > DIGITS.length ? LETTERS + LETTERS.toUpperCase() : DIGITS);
    else if (kind === 'single') keys.set(id, DIGITS + LETTERS + LETTERS.toUpperCase());
    next = kind === 'several' ? (keys.get(id) ?? '') : kind === 'single' && choices.length > DIGITS.length ? '' : kind === 'short_text' || kind === 'long_text' ? '' : DIGITS;
  }
  return keys;
}

type Key = Pick<KeyboardEvent, 'key' | 'code'>;

/** What a key is for where nothing is typed: a digit is where it stands, whatever else that key writes (on AZERTY, « & »). */
export function keyOfPlace({ key, code }: Key): string {
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
  return digit !== undefined && !/^\d$/.test(key) && (key.length === 1 || key === 'Dead') ? digit : key;
}

/** The same in the field of a sheet's number, a number or a day, where a key writes no digit; nothing where its sign may stand there. */
export function digitOf(event: Key, question: Question | undefined, typed: string): string | undefined {
  const digit = keyOfPlace(event);
  if (event.key.length > 1 || digit === event.key) return undefined;
  if (!question) return digit;
  if (question.kind === 'number') return event.key === '-' && typed === '' && (question.min ?? 0) < 0 ? undefined : digit;
  if (question.kind !== 'date') return undefined;
  return event.key === '/' || (event.key === '-' && /^\d{4}(-\d\d)?$/.test(typed)) ? undefined : digit;
}

/** What came of a key. */
export type Pressed = 'answered' | 'changed' | 'back' | 'save' | 'bad' | Unread;

/** Whether an answer is typed as words or signs that end with Enter. */
export const isTyped = ({ kind }: Question): boolean => kind === 'number' || kind === 'date' || kind === 'short_text' || kind === 'long_text';

/**
 * One sheet of paper, keyed without a mouse: one key an answer, and Enter at the end. Enter or 0 leaves a question empty;
 * what a rule skips is not asked.
 */
export class Keying {
  readonly questions: readonly Question[];
  readonly keys: Map<string, string>;
  answers: Answers = $state({});
  /** The question that is being answered; behind the last one the sheet is ready. */
  at: number = $state(0);
  /** What is being typed of a number, a day or a text. */
  typed: string = $state('');

  constructor(questions: readonly Question[], kept?: Pick<Kept, 'answers' | 'at' | 'typed'>) {
    this.questions = questions;
    this.keys = keysOf(questions);
    if (kept) {
      this.answers = kept.answers;
      this.at = Math.min(kept.at, questions.length);
    }
    this.#skip();
    this.#show();
    if (kept?.typed && kept.at === this.at && this.question && isTyped(this.question)) this.typed = kept.typed;
  }

  get question(): Question | undefined {
    return this.questions[this.at];
  }

  get isReady(): boolean {
    return this.question === undefined;
  }

  /** What is sent. */
  get whole(): Answers {
    return complete(this.questions, this.answers);
  }

  taken(question: Question): readonly string[] {
    const answer = this.answers[question.id];
    return Array.isArray(answer) ? answer : typeof answer === 'string' ? [answer] : [];
  }

  /** A key is pressed. */
  press(key: string): Pressed {
    if (key === 'ArrowUp' || (key === 'Backspace' && this.typed === '')) return this.#back();
    const { question } = this;
    if (!question) return key === 'Enter' ? 'save' : 'bad';
    if (isTyped(question)) return key === 'Enter' ? this.#read(question) : 'bad';
    if (question.kind === 'scale') return this.#scale(question, key);
    if (key === 'Enter' || (key === '0' && question.kind === 'single')) {
      return this.#answer(question, question.kind === 'several' && this.taken(question).length > 0 ? [...this.taken(question)] : null);
    }
    // With Caps Lock on, a letter is that letter still, where no choice has the large one.
    const choice = this.#choice(question, key) ?? this.#choice(question, key.toLowerCase());
    if (question.kind === 'single') return choice ? this.#answer(question, choice.id) : 'bad';
    if (choice) return this.#toggle(question, choice.id);
    return this.#onward(question, key);
  }

  /** Words, a number or a day stand in the field now; a number that can have no further digit is done. */
  type(text: string): Pressed {
    const { question } = this;
    if (!question || !isTyped(question)) return 'bad';
    this.typed = text;
    if (question.kind !== 'number' || !/^\d+$/.test(text)) return 'changed';
    const [number, max] = [Number(text), question.max ?? Infinity];
    const fits = number <= max && number >= (question.min ?? -Infinity);
    return fits && number > 0 && number * 10 > max ? this.#answer(question, number) : 'changed';
  }

  #choice({ id, choices }: Question, key: string): Question['choices'][number] | undefined {
    return key.length === 1 ? choices[(this.keys.get(id) ?? '').indexOf(key)] : undefined;
  }

  #read(question: Question): Pressed {
    const read = readAnswer(question, this.typed);
    return 'unread' in read ? read.unread : this.#answer(question, read.answer);
  }

  /** One key from the least to the most, where both have one digit; 0 stands for ten. */
  #scale(question: Question, key: string): Pressed {
    if (key === 'Enter') return this.#answer(question, null);
    if (!/^\d$/.test(key)) return 'bad';
    const [min, max] = [question.min ?? 1, question.max ?? 5];
    const number = key === '0' && min > 0 ? (max >= 10 ? 10 : undefined) : Number(key);
    if (number === undefined) return this.#answer(question, null);
    return number >= min && number <= max ? this.#answer(question, number) : 'bad';
  }

  #toggle(question: Question, choice: string): Pressed {
    const taken = this.taken(question);
    if (taken.includes(choice)) this.answers[question.id] = taken.filter((one) => one !== choice);
    else if (taken.length >= question.most) return 'bad';
    else this.answers[question.id] = [...taken, choice];
    return 'changed';
  }

  /** A key that several answers have not is the first of the next question. */
  #onward(question: Question, key: string): Pressed {
    if (this.taken(question).length === 0) return 'bad';
    this.#answer(question, [...this.taken(question)]);
    const { question: next } = this;
    if (next && isTyped(next)) {
      if (next.kind === 'number' && /^\d$/.test(key)) return this.type(key) === 'answered' ? 'answered' : 'changed';
    } else if (next && this.press(key) !== 'bad') return 'answered';
    this.at = this.questions.indexOf(question);
    return 'bad';
  }

  #answer(question: Question, answer: Answer): Pressed {
    this.answers[question.id] = answer;
    this.at += 1;
    this.#skip();
    this.#show();
    return 'answered';
  }

  /** What was typed is taken along; what cannot be read stays, and so does the field. */
  #back(): Pressed {
    const { question } = this;
    if (question && isTyped(question) && (this.typed.trim() !== '' || this.answers[question.id] !== undefined)) {
      const read = readAnswer(question, this.typed);
      if ('unread' in read) return read.unread;
      this.answers[question.id] = read.answer;
    }
    for (let before = this.at - 1; before >= 0; before--) {
      if (!isAsked(this.questions[before]!, this.whole)) continue;
      this.at = before;
      this.#show();
      return 'back';
    }
    return 'bad';
  }

  /** What a rule says is not asked. */
  #skip(): void {
    for (let question = this.question; question && !isAsked(question, this.whole); question = this.question) {
      delete this.answers[question.id];
      this.at += 1;
    }
  }

  /** A field shows what was typed into it before. */
  #show(): void {
    const answer = this.question && isTyped(this.question) ? this.answers[this.question.id] : undefined;
    this.typed = answer === undefined || answer === null ? '' : String(answer);
  }
}

/** The sheets of which 5 % are drawn to be keyed a second time: an id is drawn by lot already. */
export const isDrawn = (id: string): boolean => parseInt(id.slice(0, 8), 16) % 20 === 0;

/** What whoever keys has set for all sheets. */
export interface Settings {
  batch: string;
  numbered: boolean;
}

/** A sheet in the making, as it survives a reload. */
export interface Kept {
  answers: Answers;
  at: number;
  typed?: string;
  number: string;
  /** The sheet that this is the second keying of. */
  sheet?: ItemId;
  /** With what one goes on behind a sheet that was taken up again. */
  next?: Settings & { number: string };
}

/** Nothing of the sheet was keyed yet. */
export const isBlank = ({ at, answers, typed }: Pick<Kept, 'at' | 'answers' | 'typed'>): boolean => at === 0 && !typed && Object.keys(answers).length === 0;

/** Whether a sheet from paper waits for its second keying. */
export const waits = ({ way, withdrawn, differs }: Sheet): boolean => way === 'paper' && !withdrawn && differs === undefined;

/** The sheet of a second keying: the one that the kept answers are of, and without such answers the next one; `lost`: theirs waits no more. */
export function pair(kept: Kept | undefined, sheets: readonly Sheet[], next: Sheet | undefined): { sheet: Sheet | undefined; kept?: Kept; lost: boolean } {
  if (!kept || isBlank(kept)) return { sheet: next, lost: false };
  const sheet = sheets.find((sheet) => sheet.id === kept.sheet && waits(sheet));
  return sheet ? { sheet, kept, lost: false } : { sheet: next, lost: true };
}

/** What sends a sheet. */
export type SheetCommand = Extract<Command, { do: 'key_sheet' | 'key_again' }>;

/** Whether something that was asked for is a sheet of this campaign, keyed the first time or the second. */
export function isSheetOf<C extends Command>(order: C, campaign: ItemId, again: boolean, sheets: readonly Sheet[]): order is Extract<C, SheetCommand> {
  if (again) return order.do === 'key_again' && sheets.some(({ id }) => id === order.sheet);
  return order.do === 'key_sheet' && order.campaign === campaign;
}

/** A sheet that was refused, in hand again: at the question that was refused, else at its end. */
export function takenUp(order: SheetCommand, refusal: Refusal | undefined, questions: readonly Question[]): Kept {
  const refused = refusal?.code === 'BAD_ANSWER' ? questions.findIndex(({ id }) => id === refusal.question) : -1;
  const at = refused < 0 ? questions.length : refused;
  const answers = { ...order.answers } as Answers;
  if (order.do === 'key_again') return { answers, at, number: '', sheet: order.sheet };
  return { answers, at, number: order.number === undefined ? '' : String(order.number) };
}
