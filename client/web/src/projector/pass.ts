import { stored } from '../stored';

/** What opens the room's screen: the forum's code and a projector's token. */
export interface ScreenPass {
  code: string;
  token: string;
}

const KEY = 'bourdon:screen';

/** Reads `CODE.TOKEN`, as it stands behind the # of the screen's link. */
export function readPass(text: string | undefined): ScreenPass | undefined {
  const parts = /^#?([A-Za-z0-9]{1,16})\.([0-9a-f]{64})$/.exec(text?.trim() ?? '');
  return parts ? { code: parts[1]!.toUpperCase(), token: parts[2]! } : undefined;
}

/** The pass of the address bar, which is put away there, else the one that was kept. */
export function takePass(): ScreenPass | undefined {
  const brought = readPass(location.hash);
  if (brought) {
    stored.write(KEY, `${brought.code}.${brought.token}`);
    history.replaceState(history.state, '', location.pathname + location.search);
  }
  return brought ?? readPass(stored.read(KEY));
}
