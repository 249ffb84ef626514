import { access as server } from '../facilitator/access.svelte';
import type { Answer } from '../live/api';
import { newId, newToken } from '../live/ids';
import type { ProgrammeLanguage, Snapshot } from '../live/language';
import type { Token } from '../protocol';
import type { NewItem, ProgrammeId, Role } from '../protocol/programme';
import { keptList } from '../kept';
import { stored } from '../stored';
import { api, type Listed } from '../live/programmes';

const KEYS = 'bourdon:programmes';

/** A programme that this device can enter. */
export interface ProgrammeKey {
  programme: ProgrammeId;
  name: string;
  /** The pass of this programme alone; without it the owner's token speaks. */
  token?: Token;
}

/** What opens a programme, and under which name its letters are kept. */
export interface Entry {
  token: Token;
  who: string;
}

const roleOf = ({ entities }: Snapshot<ProgrammeLanguage>): Role | undefined =>
  entities.flatMap((entity) => ('me' in entity ? [entity.me.role] : []))[0];

/** Which programmes this device may work on, and with what. */
class Access {
  /** The programmes known here, the last one first. */
  keys: ProgrammeKey[] = $state.raw(keptList(KEYS));

  get owner(): Token | undefined {
    return server.owner;
  }

  /** Exchanges the owner key for a token of this device. */
  exchange(key: string): Promise<Answer<unknown>> {
    return server.exchange(key);
  }

  /** The programmes of this server, for its owner. */
  async programmes(): Promise<Answer<Listed[]>> {
    if (!this.owner) return { refused: { code: 'NOT_ALLOWED' } };
    return api.programmes(this.owner);
  }

  /** Makes a programme; its pass stays on this device. */
  async make(language: string, fields: Record<string, unknown>, items: NewItem[]): Promise<Answer<ProgrammeId>> {
    if (!this.owner) return { refused: { code: 'NOT_ALLOWED' } };
    const [as, token] = [newId(), newToken()];
    const body = { id: newId(), do: 'create_programme', as, pass: newId(), token, language, fields, items } as const;
    const answer = await api.make(this.owner, body);
    if (!('ok' in answer)) return answer;
    this.keep({ programme: as, name: String(fields['name'] ?? ''), token });
    return { ok: as };
  }

  /** What opens a programme on this device; nothing: nothing does. */
  find(programme: ProgrammeId): Entry | undefined {
    const token = this.keys.find((key) => key.programme === programme)?.token;
    if (token) return { token, who: `pass-${token.slice(0, 16)}` };
    return this.owner ? { token: this.owner, who: 'owner' } : undefined;
  }

  /** Takes the pass of a link, unless this device may do more without it. */
  async enter(programme: ProgrammeId, token: Token): Promise<Answer<unknown>> {
    const answer = await api.snapshot(programme, 'self', token);
    if (!('ok' in answer)) return answer;
    const before = this.find(programme);
    if (before && before.token !== token && roleOf(answer.ok) === 'member') {
      const known = await api.snapshot(programme, 'self', before.token);
      if ('unreachable' in known || ('ok' in known && roleOf(known.ok) !== 'member')) return known;
    }
    this.keep({ programme, token });
    return answer;
  }

  /** Remembers a programme; what is known of it stays. */
  keep(key: Partial<ProgrammeKey> & Pick<ProgrammeKey, 'programme'>): void {
    const kept = keptList(KEYS, this.keys);
    const before = kept.find(({ programme }) => programme === key.programme);
    this.#keep([{ name: '', ...before, ...key }, ...kept.filter(({ programme }) => programme !== key.programme)]);
  }

  /** Its pass opens nothing any more. */
  forget(programme: ProgrammeId): void {
    this.#keep(keptList(KEYS, this.keys).filter((key) => key.programme !== programme));
  }

  #keep(keys: ProgrammeKey[]): void {
    this.keys = keys;
    stored.write(KEYS, JSON.stringify(keys));
  }
}

export const access = new Access();
