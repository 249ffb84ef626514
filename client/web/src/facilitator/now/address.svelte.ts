import { api } from '../../live/api';
import { stored } from '../../stored';

const KEY = 'bourdon:address';

/** Where phones find this server: its addresses, and the one that this facilitator chose. */
class Addresses {
  /** Best first; empty until the server has said them. */
  all: readonly string[] = $state.raw([]);
  #chosen: string | undefined = $state(stored.read(KEY));

  /** The address to show: the chosen one while the server still has it, else the best. */
  get shown(): string | undefined {
    return this.all.find((address) => address === this.#chosen) ?? this.all[0];
  }

  choose(address: string): void {
    this.#chosen = address;
    stored.write(KEY, address);
  }

  async load(): Promise<void> {
    const answer = await api.server();
    if ('ok' in answer) this.all = answer.ok.addresses;
  }
}

export const addresses = new Addresses();

/** An address as people type it: without the scheme, which they never do. */
export const typed = (address: string): string => address.replace(/^http:\/\//, '').replace(/\/$/, '');

/** Whether it is one at which other devices find this server: the laptop's own name for itself is none. */
export const isOutside = (address: string): boolean => !/^(localhost|127\.|\[::1\])/.test(new URL(address).hostname);
