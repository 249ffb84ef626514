/** Where a field's words are kept while they differ from what was there. */
interface KeptField {
  text: string;
}

/**
 * The fields of a form, beside what they showed by themselves: whoever saves sends only what they changed, and brings
 * no old value back. Bind to `fields`.
 */
export class Form<K extends string> {
  readonly fields = {} as Record<K, string>;
  /** What was there when the form was opened, and what came in its place since. */
  #shown: Record<K, string[]>;
  #now: Record<K, string>;
  #kept: Partial<Record<K, KeptField>>;

  /** With `kept`, what is typed survives in it. */
  constructor(values: Record<K, string>, kept: Partial<Record<K, KeptField>> = {}) {
    this.#shown = {} as Record<K, string[]>;
    this.#now = $state({ ...values });
    this.#kept = kept;
    for (const key of Object.keys(values) as K[]) {
      this.#shown[key] = [values[key]];
      const before = kept[key]?.text ?? '';
      if (before !== '') this.#now[key] = before;
      Object.defineProperty(this.fields, key, {
        enumerable: true,
        get: () => this.#now[key],
        set: (text: string) => this.#set(key, text),
      });
    }
  }

  /** Begins anew with these values. */
  open(values: Record<K, string>): void {
    for (const key of Object.keys(values) as K[]) {
      this.#shown[key] = [values[key]];
      this.#set(key, values[key]);
    }
  }

  /** Values changed elsewhere: a field that this person left alone shows it. */
  follow(values: Record<K, string>): void {
    for (const key of Object.keys(values) as K[]) {
      if (this.#shown[key].at(-1) === values[key]) continue;
      const untouched = !this.#isChanged(key);
      this.#shown[key].push(values[key]);
      if (untouched) this.#now[key] = values[key];
    }
  }

  /** What this person changed. */
  get changed(): Partial<Record<K, string>> {
    const keys = (Object.keys(this.#now) as K[]).filter((key) => this.#isChanged(key));
    return Object.fromEntries(keys.map((key) => [key, this.#now[key]])) as Partial<Record<K, string>>;
  }

  // A field under the cursor keeps an older value that it showed: that is no change either.
  #isChanged(key: K): boolean {
    return !this.#shown[key].some((shown) => shown.trim() === this.#now[key].trim());
  }

  #set(key: K, text: string): void {
    this.#now[key] = text;
    const kept = this.#kept[key];
    if (kept) kept.text = this.#isChanged(key) ? text : '';
  }
}
