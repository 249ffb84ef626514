import { newId, newToken } from '../../live/ids';
import type { Live } from '../../live/live.svelte';
import { stored } from '../../stored';
import type { PassId, Token } from '../../protocol';
import type { InHand } from '../room';

export interface KeptScreen {
  pass: PassId;
  token: Token;
}

const keyOf = (forum: string): string => `bourdon:screen:${forum}`;

function kept(forum: string): KeptScreen | undefined {
  try {
    return JSON.parse(stored.read(keyOf(forum)) ?? '') as KeptScreen;
  } catch {
    return undefined;
  }
}

/** The room's screen, as far as this device has to do with it. */
class HallScreen {
  /** The window that this page opened. */
  #window: Window | null = $state.raw(null);
  /** How often this page kept a pass. */
  #kept = $state(0);

  /** The pass with which this device opened the screen; nothing: not yet, or it was taken back. */
  pass(live: Live): KeptScreen | undefined {
    void this.#kept;
    const pass = live.forum && kept(live.forum.id);
    return pass && live.facilitation.passes.some(({ id }) => id === pass.pass) ? pass : undefined;
  }

  /** Whether it was opened, and not closed since as far as this page can see. */
  isOpen(live: Live): boolean {
    // Looked at again with the clock: a window does not tell that it was closed.
    live.now();
    const opened = live.facilitation.passes.some(({ kind }) => kind === 'projector');
    return opened && !this.#window?.closed;
  }

  /**
   * Opens the screen in a window of its own, with a pass that may only read. The pass made before on this device serves
   * again. Returns the address to click when the browser keeps windows closed.
   */
  async open({ live, acts, code }: InHand, label: string): Promise<string | undefined> {
    const forum = live.forum?.id;
    if (!forum) return undefined;
    // In the click itself, before anything is waited for: later it would be a popup.
    const opened = window.open('', 'bourdon-screen');
    let pass = this.pass(live);
    if (!pass) {
      pass = { pass: newId(), token: newToken() };
      if (!(await acts.do({ do: 'add_projector', as: pass.pass, label, token: pass.token }))) {
        opened?.close();
        return undefined;
      }
      stored.write(keyOf(forum), JSON.stringify(pass));
      this.#kept += 1;
    }
    const address = addressOf(code, pass);
    if (!opened) return address;
    opened.location.href = address;
    this.#window = opened;
    return undefined;
  }
}

/** The link that opens the screen. */
export const addressOf = (code: string, { token }: KeptScreen): string => `/ecran#${code}.${token}`;

export const hallScreen = new HallScreen();
