import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { Transform } from 'node:stream';

/** The way from one phone to the server, which a test can cut: connections break, new ones are not taken. */
export class Cable {
  private readonly sockets = new Set<Socket>();
  private isCut = false;

  private constructor(
    private readonly relay: Server,
    readonly port: number,
  ) {}

  static async to(port: number): Promise<Cable> {
    const relay = createServer();
    await new Promise<void>((done) => relay.listen(0, '127.0.0.1', done));
    const cable = new Cable(relay, (relay.address() as AddressInfo).port);
    relay.on('connection', (phone) => cable.join(phone, port));
    return cable;
  }

  /** Lets nothing through any more, and breaks nothing: nobody is told. */
  hold(): void {
    for (const socket of this.sockets) socket.unpipe().pause();
  }

  cut(): void {
    this.isCut = true;
    for (const socket of this.sockets) socket.destroy();
  }

  mend(): void {
    this.isCut = false;
  }

  close(): void {
    this.cut();
    this.relay.close();
  }

  /** A page comes from where it was asked for: the cable's end is not an address of the server, its beginning is. */
  private toServer(port: number): Transform {
    const [from, to] = [`Origin: http://salle.test:${this.port}\r\n`, `Origin: http://salle.test:${port}\r\n`];
    return new Transform({
      transform: (bytes: Buffer, _, done) => done(null, Buffer.from(bytes.toString('latin1').replace(from, to), 'latin1')),
    });
  }

  private join(phone: Socket, port: number): void {
    if (this.isCut) {
      phone.destroy();
      return;
    }
    const server = connect(port, '127.0.0.1');
    phone.pipe(this.toServer(port)).pipe(server);
    server.pipe(phone);
    for (const [one, other] of [
      [phone, server],
      [server, phone],
    ] as const) {
      this.sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        this.sockets.delete(one);
        other.destroy();
      });
    }
  }
}
