import { CLOSE } from '../protocol';

/** Why a screen does not come back by itself. */
export type Reason = 'not_allowed' | 'version' | 'too_many_screens' | 'fault';

/** A lost network shows only when it does not come back at once, or the device itself says that there is none. */
const PATIENCE_MS = 3_000;
const RELOADED = 'bourdon:reloaded';

/** How this screen stands with the server. */
export class Network {
  /** `connecting` is also the first moment after a loss; `closed` does not come back by itself. */
  status: 'connecting' | 'online' | 'offline' | 'closed' = $state('connecting');
  reason: Reason | undefined = $state();
  #patience: ReturnType<typeof setTimeout> | undefined;

  lost(): void {
    if (!navigator.onLine) this.status = 'offline';
    else if (this.status === 'online') this.status = 'connecting';
    this.#patience ??= setTimeout(() => {
      if (this.status === 'connecting') this.status = 'offline';
    }, PATIENCE_MS);
  }

  welcomed(): void {
    this.rest();
    this.#patience = undefined;
    this.status = 'online';
    sessionStorageTry((kept) => kept.removeItem(RELOADED));
  }

  stopped(code: number): void {
    this.rest();
    this.status = 'closed';
    if (code === CLOSE.NotAllowed) this.reason = 'not_allowed';
    else if (code === CLOSE.TooManyScreens) this.reason = 'too_many_screens';
    else if (code === CLOSE.Version) {
      this.reason = 'version';
      // Once: a page that still does not fit would reload for ever.
      const again = sessionStorageTry((kept) => {
        const before = kept.getItem(RELOADED);
        kept.setItem(RELOADED, '1');
        return before === null;
      });
      if (again) location.reload();
    } else this.reason = 'fault';
  }

  /** Waits for nothing any more. */
  rest(): void {
    clearTimeout(this.#patience);
  }
}

function sessionStorageTry<T>(use: (kept: Storage) => T): T | undefined {
  try {
    return use(sessionStorage);
  } catch {
    return undefined;
  }
}
