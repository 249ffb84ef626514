import type { ForumId, Scene } from '../protocol';

/** What a screen shows: a scene, and the page of it. */
export interface Shown {
  scene: Scene;
  section: string | undefined;
  page: number;
}

/** A screen says again what it shows, to a picture that was opened since. */
const AGAIN_MS = 2_000;

/** Whether this page is the console's small picture of a screen. */
export const isPicture = window.parent !== window;

const open = (forum: ForumId): BroadcastChannel | undefined =>
  'BroadcastChannel' in globalThis ? new BroadcastChannel(`bourdon:screen:${forum}`) : undefined;

/** Tells the pictures on this computer what the screen shows, until the returned function is called. */
export function tellPictures(forum: ForumId, shown: Shown): () => void {
  const channel = open(forum);
  const tell = (): void => channel?.postMessage(shown);
  tell();
  const again = setInterval(tell, AGAIN_MS);
  return () => {
    clearInterval(again);
    channel?.close();
  };
}

/** Hears what the screen on this computer shows; without one the picture goes by its own clock. */
export function hearScreen(forum: ForumId, hear: (shown: Shown) => void): () => void {
  const channel = open(forum);
  channel?.addEventListener('message', ({ data }: MessageEvent<Shown>) => hear(data));
  return () => channel?.close();
}
