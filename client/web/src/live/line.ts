import type { Token } from '../protocol';
import { clock } from './clock';
import type { ForumLanguage, Language } from './language';
import { Session, type Input, type Kept, type Output } from './session';
import { Socket, socketAddress } from './socket';

/** A session on a socket: with an ear for it, the clock that it needs, and its outputs carried out in order. */
export class Line<L extends Language = ForumLanguage> {
  readonly session: Session<L>;
  #told: (output: Output<L>) => void;
  #socket: Socket | undefined;
  #tick: ReturnType<typeof setTimeout> | undefined;

  constructor(subject: L['subject'], token: Token, outbox: readonly Kept<L>[], told: (output: Output<L>) => void) {
    this.session = new Session(subject, token, outbox, -new Date().getTimezoneOffset());
    this.#told = told;
  }

  start(): void {
    this.#socket = new Socket(socketAddress(), {
      opened: () => this.do('opened'),
      heard: (message) => this.do({ message }),
      closed: (closed) => this.do({ closed }),
      woken: () => this.do('wake'),
    });
    this.do('wake');
  }

  stop(): void {
    clearTimeout(this.#tick);
    this.#socket?.end();
    this.#socket = undefined;
  }

  do(input: Input<L>): void {
    this.#carryOut(this.session.handle(input, clock.now()));
  }

  /** Drops a command that is not to be sent any more: it was taken back, or another page has its answer. */
  drop(id: string): void {
    this.#carryOut(this.session.drop(id, clock.now()));
  }

  #carryOut(outputs: readonly Output<L>[]): void {
    for (const output of outputs) {
      this.#told(output);
      if ('send' in output) this.#socket?.send(JSON.stringify(output.send));
      else if ('connect' in output) this.#socket?.connect(Math.random() * output.connect.within_ms);
    }
    clearTimeout(this.#tick);
    const due = this.session.due();
    if (due !== undefined && this.#socket) {
      this.#tick = setTimeout(() => this.do('tick'), Math.max(0, due - clock.now()) + 1);
    }
  }
}
