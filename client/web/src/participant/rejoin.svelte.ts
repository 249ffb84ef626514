import { api } from '../live/api';
import { newId } from '../live/ids';
import type { Seat } from '../live/store';
import type { Door } from '../protocol';
import { RETRY_MS, whenBack } from './retry';

/**
 * A seat that the server does not know any more: its folder was put back to a moment before this person came in. The
 * phone joins again by itself, as the same person, as soon as it may.
 */
export class Rejoin {
  /** Why it has not come in again yet; `gone`: there is nothing to wait for. */
  state: 'trying' | 'unreachable' | 'door_closed' | 'gone' = $state('trying');
  #seat: Seat;
  #entered: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(seat: Seat, entered: () => void) {
    this.#seat = seat;
    this.#entered = entered;
  }

  /** Tries until it may come in. Returns how to stop. */
  start(): () => void {
    const rest = whenBack(() => void this.#try());
    void this.#try();
    return () => {
      clearTimeout(this.#timer);
      this.#entered = () => {};
      rest();
    };
  }

  async #try(): Promise<void> {
    clearTimeout(this.#timer);
    const came = await this.#join();
    if (came === 'entered') return this.#entered();
    this.state = came;
    clearTimeout(this.#timer);
    if (came !== 'gone') this.#timer = setTimeout(() => void this.#try(), RETRY_MS);
  }

  async #join(): Promise<'entered' | 'unreachable' | 'door_closed' | 'gone'> {
    const { code, forum, name } = this.#seat;
    if (code === undefined || name === undefined) return 'gone';
    const answer = await api.door(code);
    if ('unreachable' in answer) return 'unreachable';
    if ('refused' in answer) return answer.refused.code === 'TRY_LATER' ? 'unreachable' : 'gone';
    const door = answer.ok;
    if (door.forum !== forum || door.state === 'ended') return 'gone';
    return door.door_open ? this.#knock(code, name, door) : 'door_closed';
  }

  async #knock(code: string, name: string, door: Door): Promise<'entered' | 'unreachable' | 'door_closed' | 'gone'> {
    const { who, token, recovery, college } = this.#seat;
    const known = door.colleges.some(({ id }) => id === college);
    const answer = await api.join(code, {
      id: newId(),
      as: who,
      name,
      token,
      ...(recovery === undefined ? {} : { recovery }),
      ...(college !== undefined && known ? { college } : {}),
    });
    if ('ok' in answer) return 'entered';
    if ('unreachable' in answer) return 'unreachable';
    if (answer.refused.code === 'DOOR_CLOSED') return 'door_closed';
    if (recovery === undefined) return 'gone';
    // The person is known, and only this phone is not.
    const back = await api.comeBack(code, { id: newId(), recovery, token });
    if ('ok' in back) return 'entered';
    return 'unreachable' in back ? 'unreachable' : 'gone';
  }
}
