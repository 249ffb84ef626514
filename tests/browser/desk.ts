import { expect, type Page } from '@playwright/test';
import { randomBytes, randomUUID } from 'node:crypto';
import { WIRE_VERSION, type Show } from '../../client/web/src/protocol/index.ts';
import type { Server } from './server.ts';

interface Thing {
  id: string;
  number: number;
  title?: string;
}

type Fields = Record<string, unknown>;

/** Somebody elsewhere who runs the forum or takes part in it, without a screen: orders, one after the other. */
export class Desk {
  private constructor(
    private readonly page: Page,
    private readonly server: Server,
    readonly forum: string,
    private readonly owner: string,
  ) {}

  /** `page` belongs to the desk alone. */
  static async open(page: Page, server: Server, code: string): Promise<Desk> {
    const owner = newToken();
    await page.goto(`${server.url}/robots`);
    const ask = (path: string, token?: string, body?: Fields): Promise<unknown> => request(server, path, token, body);
    await ask('/api/owner', undefined, { key: server.key, token: owner });
    const forums = (await ask('/api/forums', owner)) as { code: string; id: string }[];
    return new Desk(page, server, forums.find((forum) => forum.code === code)!.id, owner);
  }

  /**
   * The entities of a kind that everybody in the forum sees, in the order of their numbers, once there are so many:
   * a snapshot is shared for a moment, and what came since is told to those who follow.
   */
  async all(kind: string, least = 1): Promise<Thing[]> {
    let things: Thing[] = [];
    const read = async (): Promise<number> => {
      const snapshot = await request(this.server, `/api/forums/${this.forum}/snapshot/forum`, this.owner);
      const { entities } = snapshot as { entities: Record<string, Thing>[] };
      things = entities.flatMap((entity) => entity[kind] ?? []);
      return things.length;
    };
    await expect.poll(read, { message: `${least} of ${kind}` }).toBeGreaterThanOrEqual(least);
    return things.sort((a, b) => a.number - b.number);
  }

  /** An order of the facilitator, or of whoever holds the token. Says the refusal's code, or nothing. */
  async order(command: Fields, token = this.owner): Promise<string | undefined> {
    const hello = { version: WIRE_VERSION, forum: this.forum, token };
    return await this.page.evaluate(
      ([hello, command]) =>
        new Promise<string | undefined>((found, failed) => {
          const socket = new WebSocket(`ws://${location.host}/socket`);
          socket.onopen = () => {
            socket.send(JSON.stringify({ hello }));
            socket.send(JSON.stringify({ command }));
          };
          socket.onmessage = ({ data }: MessageEvent<string>) => {
            const { done, refused } = JSON.parse(data) as { done?: object; refused?: { refusal: { code: string } } };
            if (!done && !refused) return;
            socket.close();
            found(refused?.refusal.code);
          };
          socket.onclose = ({ code }) => failed(new Error(`closed: ${code}`));
        }),
      [hello, { id: randomUUID(), ...command }] as const,
    );
  }

  /** Asks something of the room's screens; it has been passed on then. */
  async show(show: Show): Promise<void> {
    const hello = { version: WIRE_VERSION, forum: this.forum, token: this.owner };
    const after = { id: randomUUID(), do: 'leave', group: randomUUID() };
    await this.page.evaluate(
      ([hello, show, after]) =>
        new Promise<void>((passed, failed) => {
          const socket = new WebSocket(`ws://${location.host}/socket`);
          socket.onopen = () => {
            for (const message of [{ hello }, { show }, { command: after }]) socket.send(JSON.stringify(message));
          };
          socket.onmessage = ({ data }: MessageEvent<string>) => {
            const { done, refused } = JSON.parse(data) as { done?: object; refused?: object };
            if (!done && !refused) return;
            socket.close();
            passed();
          };
          socket.onclose = ({ code }) => failed(new Error(`closed: ${code}`));
        }),
      [hello, show, after] as const,
    );
  }
}

export const newToken = (): string => randomBytes(32).toString('hex');

async function request(server: Server, path: string, token?: string, body?: Fields): Promise<unknown> {
  const answer = await fetch(`http://127.0.0.1:${server.port}${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  const text = await answer.text();
  return text === '' ? undefined : (JSON.parse(text) as unknown);
}
