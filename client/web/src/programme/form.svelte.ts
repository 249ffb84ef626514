import type { Draft } from '../live/drafts.svelte';
import type { LiveProgramme } from '../live/programme.svelte';
import { newId } from '../live/ids';
import type { ItemId, Noun, Refusal } from '../protocol';
import { NOUNS, type Command, type Fault, type FieldRow, type Item } from '../protocol/programme';
import { language } from '../words/words.svelte';
import { toText, toValue } from './values';

/** What is typed of a field, and what the field said when that began. */
interface Typed {
  text: string;
  was: unknown;
}

/** What somebody else wrote into a field meanwhile. */
export interface Meanwhile {
  now: unknown;
  by: string | undefined;
}

/**
 * What a form is about: an item that is there; one in the making, with what is known of it; or one of which there is at
 * most one, which is added with the first field that is saved.
 */
export type Subject =
  | { item: ItemId }
  | { noun: Noun; preset: Readonly<Record<string, unknown>> }
  | { noun: Noun; preset: Readonly<Record<string, unknown>>; one: () => Item | undefined };

/**
 * The fields of an item, as the table of nouns has them. What is typed survives in drafts; a field that nobody touches
 * shows what others write into it; what is sent says what each field said before.
 */
export class ItemForm {
  readonly noun: Noun;
  readonly subject: Subject;
  readonly fields: readonly FieldRow[];
  #live: LiveProgramme;
  #faults: Record<string, Fault> = $state({});
  #meanwhile: Record<string, Meanwhile> = $state({});
  /** Why it was not taken, when that is not about one field. */
  trouble: Refusal | undefined = $state.raw();

  constructor(live: LiveProgramme, subject: Subject, noun: Noun) {
    this.#live = live;
    this.subject = subject;
    this.noun = noun;
    const preset = 'preset' in subject ? subject.preset : undefined;
    this.fields = NOUNS[noun].fields.filter(({ kind, name, computed }) => kind !== 'parent' && kind !== 'picture' && !computed && preset?.[name] === undefined);
  }

  get item(): Item | undefined {
    if ('one' in this.subject) return this.subject.one();
    return 'item' in this.subject ? this.#live.find(this.subject.item) : undefined;
  }

  /** The item that commands are about; of one that is on its way, what it will be. */
  get #target(): ItemId | undefined {
    return 'one' in this.subject ? (this.item?.id ?? (this.#added.text || undefined)) : this.item?.id;
  }

  /** The one of which there is at most one, as it was asked for. */
  get #added(): Draft {
    return this.#live.draft(`${this.#about}-added`);
  }

  /** Nothing of it is there any more: it was removed. */
  get isGone(): boolean {
    return 'item' in this.subject && this.item === undefined;
  }

  text(field: FieldRow): string {
    return this.#typed(field)?.text ?? toText(field, this.#now(field), language.current);
  }

  set(field: FieldRow, text: string): void {
    const now = this.#now(field);
    const draft = this.#draft(field);
    const was = this.#typed(field)?.was ?? now ?? null;
    delete this.#faults[field.name];
    if (text === toText(field, now, language.current) && same(was, now)) draft.text = '';
    else draft.text = JSON.stringify({ text, was } satisfies Typed);
  }

  fault(field: FieldRow): Fault | undefined {
    return this.#faults[field.name];
  }

  meanwhile(field: FieldRow): Meanwhile | undefined {
    return this.#meanwhile[field.name];
  }

  /** Of two texts this person keeps their own: it is sent as a rewording of the other. */
  keepOwn(field: FieldRow): void {
    const other = this.#meanwhile[field.name];
    const text = this.text(field);
    delete this.#meanwhile[field.name];
    if (other) this.#draft(field).text = JSON.stringify({ text, was: other.now ?? null } satisfies Typed);
  }

  /** Of two texts the other one. */
  takeOther(field: FieldRow): void {
    delete this.#meanwhile[field.name];
    this.#draft(field).text = '';
  }

  /** Something was typed and not sent. */
  get isTouched(): boolean {
    return this.fields.some((field) => this.#changed(field));
  }

  /** What is typed and not sent, by field. */
  get typed(): ReadonlyMap<string, string> {
    return new Map(this.fields.map((field) => [field.name, this.#draft(field).text] as const).filter(([, text]) => text !== ''));
  }

  /** It was sent; what was typed since stays. */
  sent(typed: ReadonlyMap<string, string>): void {
    for (const field of this.fields) {
      const draft = this.#draft(field);
      if (draft.text === typed.get(field.name)) draft.text = '';
    }
  }

  /** It was not taken after all: it is typed again, where nothing else is. */
  giveBack(typed: ReadonlyMap<string, string>): void {
    for (const field of this.fields) {
      const draft = this.#draft(field);
      if (draft.text === '') draft.text = typed.get(field.name) ?? '';
    }
  }

  /** What was typed is not wanted. */
  discard(): void {
    for (const field of this.fields) this.#draft(field).text = '';
    this.#faults = {};
    this.#meanwhile = {};
    this.trouble = undefined;
  }

  /** What sends it, and what takes that back; nothing: a field says why not, or there is nothing to send. */
  commands(): { command: Command; undo: Command } | undefined {
    this.#faults = {};
    this.trouble = undefined;
    const fields: Record<string, unknown> = {};
    const was: Record<string, unknown> = {};
    for (const field of this.fields) {
      const read = toValue(field, this.text(field));
      if ('fault' in read) this.#faults[field.name] = read.fault;
      else if (field.required && read.value === null) this.#faults[field.name] = { fault: 'missing' };
      else if (this.#changed(field)) {
        fields[field.name] = read.value;
        was[field.name] = this.#typed(field)?.was ?? null;
      }
    }
    if (Object.keys(this.#faults).length > 0) return undefined;
    if ('item' in this.subject) {
      const { item } = this.subject;
      if (Object.keys(fields).length === 0) return undefined;
      return { command: { do: 'set', item, fields, was }, undo: { do: 'set', item, fields: was, was: fields } };
    }
    const as = newId();
    const filled = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
    return {
      command: { do: 'add', as, noun: this.noun, fields: { ...this.subject.preset, ...filled } },
      undo: { do: 'remove', item: as },
    };
  }

  /** What one field asks for, and what takes it back; nothing: it says what it said, or a fault says why not. */
  command(field: FieldRow): { command: Command; undo: Command } | undefined {
    delete this.#faults[field.name];
    this.trouble = undefined;
    if (!this.#changed(field) || this.#meanwhile[field.name]) return undefined;
    const read = toValue(field, this.text(field));
    if ('fault' in read) this.#faults[field.name] = read.fault;
    else if (field.required && read.value === null) this.#faults[field.name] = { fault: 'missing' };
    else return this.#says({ [field.name]: read.value }, { [field.name]: this.#typed(field)?.was ?? null });
    return undefined;
  }

  /** What makes these fields say this, whatever they said; nothing: they do. */
  sure(fields: Record<string, unknown>): Command | undefined {
    const item = this.item;
    if (item && Object.entries(fields).every(([name, value]) => same(item.fields[name], value))) return undefined;
    return this.#says(fields)?.command;
  }

  #says(fields: Record<string, unknown>, was?: Record<string, unknown>): { command: Command; undo: Command } | undefined {
    const item = this.#target;
    if (item) return { command: { do: 'set', item, fields, ...(was && { was }) }, undo: { do: 'set', item, fields: was ?? {}, was: fields } };
    if (!('one' in this.subject)) return undefined;
    const as = newId();
    this.#added.text = as;
    return { command: { do: 'add', as, noun: this.noun, fields: { ...this.subject.preset, ...fields } }, undo: { do: 'remove', item: as } };
  }

  /** What a field says that was sent; what was typed in it since stays. */
  took(field: FieldRow, typed: string): void {
    const draft = this.#draft(field);
    if (draft.text === typed) draft.text = '';
    else if (draft.text !== '') this.#rebase(field);
  }

  /** What is typed on was begun on what was sent a moment ago. */
  #rebase(field: FieldRow): void {
    const text = this.text(field);
    this.#draft(field).text = JSON.stringify({ text, was: this.#now(field) ?? null } satisfies Typed);
  }

  /** It was not taken: the field that it is about says so, with both texts where somebody else wrote. */
  refused(refusal: Refusal): void {
    if ('one' in this.subject && !this.item) this.#added.text = '';
    const known = 'field' in refusal && this.fields.some(({ name }) => name === refusal.field);
    if (refusal.code === 'BAD_FIELD' && known) this.#faults[refusal.field] = refusal;
    else if (refusal.code === 'CHANGED_MEANWHILE' && known) {
      const { now, by, field } = refusal;
      const pass = [...this.#live.papers('office').passes].find(({ id }) => id === by);
      this.#meanwhile[field] = { now, by: pass?.label || undefined };
    } else this.trouble = refusal;
  }

  #changed(field: FieldRow): boolean {
    const typed = this.#typed(field);
    return typed !== undefined && typed.text !== toText(field, this.#now(field), language.current);
  }

  #now(field: FieldRow): unknown {
    return this.item?.fields[field.name];
  }

  #typed(field: FieldRow): Typed | undefined {
    const { text } = this.#draft(field);
    if (text === '') return undefined;
    try {
      return JSON.parse(text) as Typed;
    } catch {
      return undefined;
    }
  }

  #draft(field: FieldRow): Draft {
    return this.#live.draft(`${this.#about}-${field.name}`);
  }

  get #about(): string {
    return 'item' in this.subject ? this.subject.item : `new-${this.noun}-${among(this.subject.preset)}`;
  }
}

/** Where it is added; the place in line that it will get is another one as soon as others add something. */
const among = ({ order: _, ...preset }: Readonly<Record<string, unknown>>): string => Object.values(preset).join('-');

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
