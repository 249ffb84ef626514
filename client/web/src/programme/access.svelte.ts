import { access as server } from '../facilitator/access.svelte';
import type { Answer } from '../live/api';
import { newId, newToken } from '../live/ids';
import type { Token } from '../protocol';
import type { NewItem, ProgrammeId } from '../protocol/programme';
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

function kept(): ProgrammeKey[] {
  try {
    const keys: unknown = JSON.parse(stored.read(KEYS) ?? '[]');
    return Array.isArray(keys) ? (keys as ProgrammeKey[]) : [];
  } catch {
    return [];
  }
}

/** Which programmes this device may work on, and with what. */
class Access {
  /** The programmes known here, the last one first. */
  keys: ProgrammeKey[] = $state.raw(kept());

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

  /** Remembers a programme; a pass that is known stays. */
  keep(key: ProgrammeKey): void {
    const before = this.keys.find(({ programme }) => programme === key.programme);
    this.keys = [{ ...before, ...key }, ...this.keys.filter(({ programme }) => programme !== key.programme)];
    stored.write(KEYS, JSON.stringify(this.keys));
  }

  /** Its pass opens nothing any more. */
  forget(programme: ProgrammeId): void {
    this.keys = this.keys.filter((key) => key.programme !== programme);
    stored.write(KEYS, JSON.stringify(this.keys));
  }
}

export const access = new Access();
