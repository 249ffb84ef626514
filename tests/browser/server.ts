import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { cp, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { MORNING } from './morning.ts';

const PROGRAM = process.env['BOURDON'] ?? resolve(import.meta.dirname, '../../target/debug/bourdon');

/** The real server, with an empty data folder of its own. */
export class Server {
  private constructor(
    private readonly program: string,
    private process: ChildProcess,
    readonly data: string,
    /** As a phone in the room reaches it: `http://salle.test:PORT`. */
    readonly url: string,
    readonly port: number,
    public key: string,
  ) {}

  /** The link that the program prints. */
  get facilitator(): string {
    return `${this.url}/animation#${this.key}`;
  }

  static async start(program = PROGRAM): Promise<Server> {
    const port = await freePort();
    const url = `http://salle.test:${port}`;
    const data = await mkdtemp(join(tmpdir(), 'bourdon-browser-'));
    const { child, key } = await serve(program, port, url, data);
    return new Server(program, child, data, url, port, key);
  }

  /** Plays a plan, one order a line, and says the code of its forum. */
  async replay(orders: readonly object[]): Promise<string> {
    const file = join(this.data, 'plan.jsonl');
    const inTheMorning = (order: object): object => ('do' in order && order.do === 'create_forum' ? { time_zone: MORNING, ...order } : order);
    await writeFile(file, orders.map((order) => `${JSON.stringify({ at: 0, ...inTheMorning(order) })}\n`).join(''));
    const client = join(dirname(this.program), 'bourdon-client');
    const asked = ['replay', file, '--server', `http://127.0.0.1:${this.port}`, '--key', this.key];
    const { stdout } = await promisify(execFile)(client, asked);
    return (JSON.parse(stdout.trim().split('\n').at(-1)!) as { code: string }).code;
  }

  /** So many without a page who join again and again until they leave; each costs so little that a busy machine has them too. */
  crowd(code: string, people: number): { isTurnedAway: () => boolean; leave: () => void } {
    const body = JSON.stringify({ id: randomUUID(), as: randomUUID(), name: 'Une autre personne', token: randomBytes(32).toString('hex') });
    const head = `POST /api/forums/${code}/join HTTP/1.1\r\nhost: 127.0.0.1:${this.port}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`;
    let isTurnedAway = false;
    let isOver = false;
    const come = (): void => {
      if (isOver) return;
      const socket = connect(this.port, '127.0.0.1');
      const ask = (): void => void (isOver ? socket.destroy() : socket.write(head + body));
      socket.once('connect', ask);
      socket.on('data', (answer) => {
        const isLater = answer.includes('HTTP/1.1 429');
        isTurnedAway ||= isLater;
        if (answer.includes('HTTP/1.1')) setTimeout(ask, isLater ? 50 : 0);
      });
      // The server lets go of connections as it likes.
      socket.on('error', () => {});
      socket.once('close', () => setTimeout(come, 50));
    };
    for (let n = 0; n < people; n++) come();
    return { isTurnedAway: () => isTurnedAway, leave: () => (isOver = true) };
  }

  /** The whole forum, as the program exports it. */
  async export(code: string): Promise<unknown> {
    const { stdout } = await promisify(execFile)(this.program, ['export', code, '--data', this.data, '--format', 'json']);
    return JSON.parse(stdout) as unknown;
  }

  /** What the data folder holds now, to be put back by `restart`. */
  async copy(): Promise<string> {
    await this.end();
    const copy = `${this.data}-copy`;
    await cp(this.data, copy, { recursive: true });
    this.process = (await serve(this.program, this.port, this.url, this.data)).child;
    return copy;
  }

  /** Stops, does what has to be done meanwhile, and starts at the same place. */
  async restart(copy?: string): Promise<void> {
    await this.end();
    if (copy) {
      await rm(this.data, { recursive: true });
      await rename(copy, this.data);
    }
    ({ child: this.process, key: this.key } = await serve(this.program, this.port, this.url, this.data));
  }

  async stop(): Promise<void> {
    await this.end();
    await rm(this.data, { recursive: true, force: true });
  }

  /** The program goes down. */
  async end(): Promise<void> {
    if (this.process.exitCode !== null) return;
    const ended = new Promise((done) => this.process.once('exit', done));
    this.process.kill('SIGTERM');
    await ended;
  }
}

async function serve(program: string, port: number, url: string, data: string): Promise<{ child: ChildProcess; key: string }> {
  const child = spawn(program, ['--json', '--listen', `127.0.0.1:${port}`, '--address', url, '--data', data], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = await new Promise<string>((found, failed) => {
    createInterface(child.stdout!).once('line', found);
    child.once('exit', (code) => failed(new Error(`${program} ended with ${code}`)));
    child.once('error', failed);
  });
  const { key } = JSON.parse(line) as { key: string };
  return { child, key };
}

function freePort(): Promise<number> {
  return new Promise((found, failed) => {
    const server = createServer();
    server.once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address && typeof address === 'object' ? found(address.port) : failed(new Error('no port'))));
    });
  });
}
