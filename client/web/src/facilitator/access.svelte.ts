import { api, type Answer } from '../live/api';
import { newToken } from '../live/ids';
import type { CreateForum, Created, ForumId, ListedForum, Token } from '../protocol';
import { keptList } from '../kept';
import { stored } from '../stored';

const OWNER = 'bourdon:owner';
const ROOMS = 'bourdon:rooms';

/** A forum that this device can enter. */
export interface RoomKey {
  code: string;
  forum: ForumId;
  question: string;
  /** The pass of this forum alone; without it the owner's token speaks. */
  token?: Token;
}

/** What opens a forum, and as whom. */
export interface Found {
  forum: ForumId;
  token: Token;
  role: 'facilitator' | 'co_facilitator';
}

/** Which forums this device may facilitate, and with what. */
class Access {
  /** Speaks for the owner of this server. */
  owner: Token | undefined = $state(stored.read(OWNER));
  /** The forums known here, the last one first. */
  rooms: RoomKey[] = $state.raw(keptList(ROOMS));

  /** Exchanges the owner key for a token of this device, once. */
  async exchange(key: string): Promise<Answer<unknown>> {
    if (this.owner) {
      const known = await api.forums(this.owner);
      if (!('refused' in known)) return known;
    }
    const token = newToken();
    const answer = await api.exchange({ key, token });
    if ('ok' in answer) {
      this.owner = token;
      stored.write(OWNER, token);
    }
    return answer;
  }

  /** Takes the pass of one forum. */
  async enter(code: string, token: Token): Promise<Answer<RoomKey>> {
    const door = await api.door(code);
    if (!('ok' in door)) return door;
    const room = { code: door.ok.code, forum: door.ok.forum, question: door.ok.question, token };
    this.keep(room);
    return { ok: room };
  }

  /** The forums of this server, for its owner. */
  async forums(): Promise<Answer<ListedForum[]>> {
    if (!this.owner) return { refused: { code: 'NOT_ALLOWED' } };
    const answer = await api.forums(this.owner);
    if ('ok' in answer) {
      for (const forum of answer.ok) {
        if ('question' in forum) this.keep({ code: forum.code, forum: forum.id, question: forum.question });
      }
    }
    return answer;
  }

  /** Creates a forum. */
  async create(body: CreateForum): Promise<Answer<Created>> {
    if (!this.owner) return { refused: { code: 'NOT_ALLOWED' } };
    const answer = await api.createForum(this.owner, body);
    if ('ok' in answer) this.keep({ code: answer.ok.code, forum: answer.ok.forum, question: body.question });
    return answer;
  }

  /** Finds what opens a forum; asks at the door when this device does not know it. */
  async find(code: string): Promise<Answer<Found>> {
    const known = this.rooms.find((room) => room.code === code);
    const token = known?.token ?? this.owner;
    if (!token) return { refused: { code: 'NOT_ALLOWED' } };
    const role = known?.token ? 'co_facilitator' : 'facilitator';
    if (known) return { ok: { forum: known.forum, token, role } };
    const door = await api.door(code);
    if (!('ok' in door)) return door;
    this.keep({ code, forum: door.ok.forum, question: door.ok.question });
    return { ok: { forum: door.ok.forum, token, role } };
  }

  /** Remembers a forum; a pass that is known stays. */
  keep(room: RoomKey): void {
    const kept = keptList(ROOMS, this.rooms);
    const before = kept.find(({ code }) => code === room.code);
    this.rooms = [{ ...before, ...room }, ...kept.filter(({ code }) => code !== room.code)];
    stored.write(ROOMS, JSON.stringify(this.rooms));
  }
}

export const access = new Access();
