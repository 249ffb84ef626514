import { newId, newToken } from '../../live/ids';
import { stored } from '../../stored';
import type { PassId, Token } from '../../protocol';
import type { InHand } from '../room';

interface KeptScreen {
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

/**
 * Opens the room's screen in a window of its own, with a pass that may only read. The pass made before on this device
 * serves again. Returns the address to click when the browser keeps windows closed.
 */
export async function openScreen({ live, acts, code }: InHand, label: string): Promise<string | undefined> {
  const forum = live.forum?.id;
  if (!forum) return undefined;
  // In the click itself, before anything is waited for: later it would be a popup.
  const opened = window.open('', 'bourdon-screen');
  let pass = kept(forum);
  if (!pass || !live.facilitation.passes.some(({ id }) => id === pass?.pass)) {
    pass = { pass: newId(), token: newToken() };
    if (!(await acts.do({ do: 'add_projector', as: pass.pass, label, token: pass.token }))) {
      opened?.close();
      return undefined;
    }
    stored.write(keyOf(forum), JSON.stringify(pass));
  }
  const address = `/ecran#${code}.${pass.token}`;
  if (!opened) return address;
  opened.location.href = address;
  return undefined;
}
