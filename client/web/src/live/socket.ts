/** What a socket tells. A socket that was dropped tells nothing any more. */
export interface Ears {
  opened(): void;
  heard(text: string): void;
  /** Closed with this code, or could not be opened: 1006. */
  closed(code: number): void;
  /** The screen or the network is back, or somebody touches the screen while there is no socket. */
  woken(): void;
}

const CONNECT_MS = 6_000;

/** The one WebSocket of a screen, and the signs that it is worth opening it anew. It knows no word of what is said. */
export class Socket {
  #url: string;
  #ears: Ears;
  #socket: WebSocket | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What came since the page was last free. */
  #came: string[] = [];
  /** Wakes a page as soon as it is free, hidden or not. */
  #free = new MessageChannel();

  constructor(url: string, ears: Ears) {
    this.#url = url;
    this.#ears = ears;
    this.#free.port1.onmessage = () => this.#hear();
    // All are needed: a frozen page gets `resume`, one of the back-forward cache `pageshow`, a locked phone's
    // `visibilitychange`.
    document.addEventListener('visibilitychange', this.#wake);
    document.addEventListener('resume', this.#thaw);
    window.addEventListener('pageshow', this.#shown);
    window.addEventListener('online', this.#wake);
    window.addEventListener('offline', this.#cut);
    window.addEventListener('pointerdown', this.#touched, { passive: true });
  }

  /** Drops the socket that is there and opens another after so many milliseconds. */
  connect(after: number): void {
    this.#drop();
    if (after > 0) this.#timer = setTimeout(() => this.#open(), after);
    else this.#open();
  }

  send(text: string): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(text);
  }

  /** Closes for good. */
  end(): void {
    document.removeEventListener('visibilitychange', this.#wake);
    document.removeEventListener('resume', this.#thaw);
    window.removeEventListener('pageshow', this.#shown);
    window.removeEventListener('online', this.#wake);
    window.removeEventListener('offline', this.#cut);
    window.removeEventListener('pointerdown', this.#touched);
    this.#drop();
    this.#free.port1.close();
  }

  #wake = (): void => {
    if (document.visibilityState !== 'hidden') this.#ears.woken();
  };

  #shown = (event: PageTransitionEvent): void => {
    if (event.persisted) this.#thaw();
  };

  /** A page that was frozen gets nothing of what was sent meanwhile: its socket is of no use, open as it looks. */
  #thaw = (): void => {
    this.#lose(1006);
    this.#ears.woken();
  };

  /**
   * The device says that it has no network any more: a socket that seems open would be missed for half a minute. One
   * to a server on this same device comes back at once.
   */
  #cut = (): void => {
    this.#drop();
    this.#ears.closed(1006);
  };

  /** Somebody is there and waits: so does no try any longer. */
  #touched = (): void => {
    if (!this.#socket) this.#ears.woken();
  };

  #open(): void {
    let socket: WebSocket;
    try {
      socket = new WebSocket(this.#url);
    } catch {
      this.#ears.closed(1006);
      return;
    }
    this.#socket = socket;
    // A hall's Wi-Fi without internet lets a connection hang for a minute.
    this.#timer = setTimeout(() => this.#lose(1006), CONNECT_MS);
    socket.onopen = () => {
      clearTimeout(this.#timer);
      this.#ears.opened();
    };
    socket.onmessage = (event) => {
      if (typeof event.data === 'string' && this.#came.push(event.data) === 1) this.#free.port2.postMessage(0);
    };
    socket.onclose = (event) => {
      this.#hear();
      this.#lose(event.code);
    };
  }

  /** One commit may come in a message for each group: heard one by one, the page would be worked out anew for each. */
  #hear(): void {
    const socket = this.#socket;
    // What is heard may be a reason to drop the socket.
    for (const text of this.#came.splice(0)) if (this.#socket === socket) this.#ears.heard(text);
  }

  #lose(code: number): void {
    if (!this.#socket) return;
    this.#drop();
    this.#ears.closed(code);
  }

  #drop(): void {
    clearTimeout(this.#timer);
    this.#came.length = 0;
    const socket = this.#socket;
    this.#socket = undefined;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }
}

/** The address of the socket of the server that served this page. */
export const socketAddress = (): string =>
  `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/socket`;
