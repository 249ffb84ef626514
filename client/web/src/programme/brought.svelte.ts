import { outside } from '../live/outside.svelte';
import type { LiveProgramme } from '../live/programme.svelte';
import { api } from '../live/programmes';
import type { ItemId, Refusal } from '../protocol';
import type { Imported, Mapping, Progress } from '../protocol/programme';
import type { Language } from '../words/words.svelte';
import { begin, type Preview } from './mapping';

/** A file that was brought and is not taken over yet, as this device keeps it. */
export interface Brought {
  file: ItemId;
  label: string;
  preview: Preview;
  /** How it is taken over; once that is begun, it goes on so. */
  mapping?: Mapping | undefined;
  begun?: boolean;
  /** When it was brought, milliseconds. */
  at: number;
}

/** Why a file was not brought, or not taken over. */
export type Trouble = { refused: Refusal } | 'unreachable' | 'too_large';

const FILE = 'file:';
/** So long the server keeps a file. */
const KEPT_MS = 24 * 60 * 60 * 1_000;

/** The files that wait on this device, and what is being taken over: also while another page is shown. */
export class BroughtFiles {
  /** The last one first. */
  waiting: readonly Brought[] = $state.raw([]);
  /** How far each is that is being taken over. */
  going: Readonly<Record<ItemId, { done: number; of: number }>> = $state.raw({});
  reading = $state(false);
  /** What the last one came to. */
  came: Imported | undefined = $state.raw();
  #live: LiveProgramme;

  constructor(live: LiveProgramme) {
    this.#live = live;
    this.read();
  }

  /** Other tabs may have brought some. */
  read(): void {
    const { drawer } = this.#live;
    const kept = drawer.under<Brought>(FILE).map(({ value }) => value);
    for (const { file, at } of kept) if (Date.now() - at > KEPT_MS) drawer.remove(FILE + file);
    this.waiting = kept.filter(({ at }) => Date.now() - at <= KEPT_MS).sort((a, b) => b.at - a.at);
  }

  /** Brings a file to the server, which reads it: nothing of it stands in the programme yet. */
  async bring(chosen: File, language: Language): Promise<{ brought: ItemId } | Trouble> {
    const { seat, token } = this.#live;
    this.came = undefined;
    this.reading = true;
    const answer = await api.bring(seat.programme, chosen, language, token);
    this.reading = false;
    if (answer === 'too_large') return answer;
    if ('refused' in answer) return answer;
    if ('unreachable' in answer) return 'unreachable';
    const { file, preview, mapping = begin(preview) } = answer.ok;
    this.#keep({ file, label: chosen.name, preview: withoutCounts(preview), mapping, at: Date.now() });
    return { brought: file };
  }

  /** It is to be taken over so. */
  map(file: ItemId, mapping: Mapping): void {
    this.#change(file, { mapping });
  }

  /** Takes a file over, or goes on with it. */
  async takeOver(file: ItemId, language: Language): Promise<Imported | Trouble | undefined> {
    const brought = this.#find(file);
    if (!brought?.mapping || this.going[file]) return undefined;
    const { label, mapping, begun: wasBegun = false } = brought;
    const at = { programme: this.#live.seat.programme, file, language, token: this.#live.token };
    this.came = undefined;
    this.#change(file, { begun: true });
    this.going = { ...this.going, [file]: { done: 0, of: 1 } };
    let end: Progress | undefined;
    const answer = await api.takeOver(at, { label, mapping }, (progress) => {
      if ('part' in progress) this.going = { ...this.going, [file]: progress.part };
      else end = progress;
    });
    const { [file]: _, ...others } = this.going;
    this.going = others;
    if (end && 'imported' in end) {
      this.forget(file);
      return (this.came = end.imported);
    }
    const refused = 'refused' in answer ? answer.refused : end && 'stopped' in end ? end.stopped : undefined;
    if (!refused) return 'unreachable';
    // It is not there any more: it waited too long, or what it began was undone.
    if (refused.code === 'NOT_FOUND') this.forget(file);
    // What is refused before anything is done leaves the choice.
    else if ('refused' in answer) this.#change(file, { begun: wasBegun });
    return { refused };
  }

  forget(file: ItemId): void {
    this.#live.drawer.remove(FILE + file);
    this.waiting = this.waiting.filter((one) => one.file !== file);
  }

  #find(file: ItemId): Brought | undefined {
    return this.waiting.find((one) => one.file === file);
  }

  #change(file: ItemId, change: Partial<Brought>): void {
    const brought = this.#find(file);
    if (brought) this.#keep({ ...brought, ...change });
  }

  #keep(brought: Brought): void {
    this.#live.drawer.write(FILE + brought.file, brought);
    const isThere = this.#find(brought.file) !== undefined;
    this.waiting = isThere ? this.waiting.map((one) => (one.file === brought.file ? brought : one)) : [brought, ...this.waiting];
  }
}

/** What no screen shows of a preview is not kept. */
const withoutCounts = ({ questions, ...preview }: Preview): Preview => ({
  ...preview,
  ...(questions && { questions: questions.map(({ choices: _, ...question }) => question) }),
});

const all = new WeakMap<LiveProgramme, BroughtFiles>();

/** Those of a programme, as long as it is open. */
export function broughtTo(live: LiveProgramme): BroughtFiles {
  let files = all.get(live);
  if (!files) {
    files = outside(() => new BroughtFiles(live));
    all.set(live, files);
  }
  return files;
}
