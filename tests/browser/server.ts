import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const program = process.env['BOURDON'] ?? resolve(import.meta.dirname, '../../target/debug/bourdon');

/** The real server, with an empty data folder of its own. */
export class Server {
  private constructor(
    private readonly process: ChildProcess,
    readonly data: string,
    /** As a phone in the room reaches it: `http://salle.test:PORT`. */
    readonly url: string,
    readonly port: number,
    readonly key: string,
  ) {}

  /** The link that the program prints. */
  get facilitator(): string {
    return `${this.url}/animation#${this.key}`;
  }

  static async start(): Promise<Server> {
    const port = await freePort();
    const url = `http://salle.test:${port}`;
    const data = await mkdtemp(join(tmpdir(), 'bourdon-browser-'));
    const child = spawn(program, ['--json', '--listen', `127.0.0.1:${port}`, '--address', url, '--data', data], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const line = await new Promise<string>((found, failed) => {
      createInterface(child.stdout!).once('line', found);
      child.once('exit', (code) => failed(new Error(`${program} ended with ${code}`)));
      child.once('error', failed);
    });
    const { key } = JSON.parse(line) as { key: string };
    return new Server(child, data, url, port, key);
  }

  /** Plays a plan, one order a line, and says the code of its forum. */
  async replay(orders: readonly object[]): Promise<string> {
    const file = join(this.data, 'plan.jsonl');
    await writeFile(file, orders.map((order) => `${JSON.stringify({ at: 0, ...order })}\n`).join(''));
    const client = join(dirname(program), 'bourdon-client');
    const asked = ['replay', file, '--server', `http://127.0.0.1:${this.port}`, '--key', this.key];
    const { stdout } = await promisify(execFile)(client, asked);
    return (JSON.parse(stdout.trim().split('\n').at(-1)!) as { code: string }).code;
  }

  async stop(): Promise<void> {
    const ended = new Promise((done) => this.process.once('exit', done));
    this.process.kill('SIGTERM');
    await ended;
    await rm(this.data, { recursive: true, force: true });
  }
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
