import { api } from '../live/api';
import { newId } from '../live/ids';
import type { Seat } from '../live/store';
import type { Door } from '../protocol';
import { RETRY_MS, whenBack } from './retry';

type Came = 'entered' | 'unreachable' | 'door_closed' | 'gone' | 'removed';

/**
 * A seat that the server does not know any more: its folder was put back to a moment before this person came in. The
 * phone joins again by itself, as the same person, as soon as it may.
 */
export class Rejoin {
  /** Why it has not come in again yet; `gone`, `removed`: there is nothing to wait for. */
  state: 'trying' | Exclude<Came, 'entered'> = $state('trying');
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
    if (came !== 'gone' && came !== 'removed') this.#timer = setTimeout(() => void this.#try(), RETRY_MS);
  }

  async #join(): Promise<Came> {
    const { code, forum, name } = this.#seat;
    if (code === undefined || name === undefined) return 'gone';
    const answer = await api.door(code);
    if ('unreachable' in answer) return 'unreachable';
    if ('refused' in answer) return answer.refused.code === 'TRY_LATER' ? 'unreachable' : 'gone';
    const door = answer.ok;
    if (door.forum !== forum || door.state === 'ended') return 'gone';
    // Behind a closed door it asks once: somebody who was removed need not wait until it opens.
    if (!door.door_open && this.state === 'door_closed') return 'door_closed';
    return this.#knock(code, name, door);
  }

  async #knock(code: string, name: string, door: Door): Promise<Came> {
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
    if (answer.refused.code === 'REMOVED') return 'removed';
    if (recovery === undefined) return 'gone';
    // The person is known, and only this phone is not.
    const back = await api.comeBack(code, { id: newId(), recovery, token });
    if ('ok' in back) return 'entered';
    return 'unreachable' in back ? 'unreachable' : 'gone';
  }
}
