import { api, type Answer } from '../live/api';
import { newId, newRecoveryCode, newToken, readCode } from '../live/ids';
import { seats, type Seat } from '../live/store';
import type { CollegeId, Door, Refusal } from '../protocol';
import { stored } from '../stored';
import { RETRY_MS, whenBack } from './retry';

/** The door of one forum, as somebody stands before it. It keeps trying while the network is away. */
export class DoorPage {
  readonly code: string;
  /** What the door shows; nothing: not heard yet. */
  shown: Door | undefined = $state.raw();
  /** Why it does not open. */
  refusal: Refusal | undefined = $state.raw();
  /** The last try did not reach the server. */
  unreachable = $state(false);
  #name = $state('');
  #entered: (seat: Seat) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** The seat that waits for the network. */
  joining: Seat | undefined = $state.raw();

  constructor(code: string, entered: (seat: Seat) => void) {
    this.code = code;
    this.#entered = entered;
    this.#name = stored.read(this.#key) ?? '';
    this.joining = seats.all().find((seat) => seat.code === code && seat.joining);
  }

  get #key(): string {
    return `bourdon:name:${this.code}`;
  }

  /** The name as it is typed; it survives a reload. */
  get name(): string {
    return this.#name;
  }

  set name(name: string) {
    this.#name = name;
    stored.write(this.#key, name);
  }

  /** Looks at the door until it was seen. Returns how to stop. */
  start(): () => void {
    const rest = whenBack(() => void this.#try());
    void this.#try();
    return () => {
      clearTimeout(this.#timer);
      rest();
    };
  }

  /** Asks to be let in; goes on by itself when the network is away. */
  join(college: CollegeId | undefined): void {
    const door = this.shown;
    if (!door) return;
    const who = newId();
    const token = newToken();
    const recovery = newRecoveryCode();
    const name = this.name.trim();
    const join = { id: newId(), as: who, name, token, recovery, ...(college ? { college } : {}) };
    const { forum, question } = door;
    this.joining = { forum, who, role: 'participant', token, code: this.code, name, ...(college ? { college } : {}), recovery, question, joining: join, at: Date.now() };
    seats.save(this.joining);
    void this.#try();
  }

  /** Gives up waiting, to write another name. */
  giveUp(): void {
    if (this.joining) seats.remove(this.joining);
    this.joining = undefined;
  }

  /** Comes back with a recovery code. */
  async comeBack(typed: string): Promise<'done' | 'unknown' | 'too_many' | 'unreachable'> {
    const recovery = readCode(typed);
    const token = newToken();
    const body = { id: newId(), recovery, token };
    let answer = await api.comeBack(this.code, body);
    for (let wait = turn(answer); wait !== undefined; wait = turn(answer)) {
      await new Promise((resolve) => setTimeout(resolve, wait));
      answer = await api.comeBack(this.code, body);
    }
    if ('unreachable' in answer) return 'unreachable';
    if ('refused' in answer) return answer.refused.code === 'TRY_LATER' ? 'too_many' : 'unknown';
    const { forum, participant } = answer.ok;
    this.#enter({ forum, who: participant, role: 'participant', token, code: this.code, recovery, at: Date.now() });
    return 'done';
  }

  async #try(): Promise<void> {
    clearTimeout(this.#timer);
    const wait = this.joining ? await this.#tryToJoin(this.joining) : await this.#look();
    clearTimeout(this.#timer);
    if (wait !== undefined || this.unreachable || (this.shown && !this.shown.door_open)) {
      this.#timer = setTimeout(() => void this.#try(), wait ?? RETRY_MS);
    }
  }

  /** Returns how long to wait for a turn. */
  async #look(): Promise<number | undefined> {
    const answer = await api.door(this.code);
    this.unreachable = 'unreachable' in answer;
    const wait = turn(answer);
    if (wait !== undefined) return wait;
    if ('ok' in answer) this.shown = answer.ok;
    this.refusal = 'refused' in answer ? answer.refused : undefined;
    return undefined;
  }

  /** Returns how long to wait for a turn. */
  async #tryToJoin(seat: Seat): Promise<number | undefined> {
    if (!seat.joining) return undefined;
    const answer = await api.join(this.code, seat.joining);
    this.unreachable = 'unreachable' in answer;
    if (this.joining !== seat) return undefined;
    const wait = turn(answer);
    if (wait !== undefined) return wait;
    if ('ok' in answer) this.#enter(seat);
    else if ('refused' in answer) {
      this.giveUp();
      this.refusal = answer.refused;
      await this.#look();
      this.refusal = answer.refused;
    }
    return undefined;
  }

  #enter({ joining: _, ...seat }: Seat): void {
    seats.save(seat);
    stored.remove(this.#key);
    this.joining = undefined;
    this.#entered(seat);
  }
}

/** Milliseconds after which to ask again, when many are at the door at once. */
function turn(answer: Answer<unknown>): number | undefined {
  return 'refused' in answer && answer.refused.code === 'SLOW_DOWN' ? answer.refused.ms : undefined;
}
