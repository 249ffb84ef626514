import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { cp, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
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

  /** Somebody without a page who joins as often as they are told to. Each says the refusal's code, or nothing. */
  newcomer(code: string, name: string): () => Promise<string | undefined> {
    const body = JSON.stringify({ id: randomUUID(), as: randomUUID(), name, token: randomBytes(32).toString('hex') });
    const headers = { 'content-type': 'application/json' };
    return async () => {
      const answer = await fetch(`http://127.0.0.1:${this.port}/api/forums/${code}/join`, { method: 'POST', headers, body });
      return ((await answer.json()) as { refused?: { code: string } }).refused?.code;
    };
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
