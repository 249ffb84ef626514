import type { Page } from '@playwright/test';
import { randomBytes, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { WIRE_VERSION } from '../../client/web/src/protocol/index.ts';
import type { Server } from './server.ts';

type Fields = Record<string, unknown>;
interface Line extends Fields {
  who: string;
  do: string;
  refused?: string;
}

const PLAN = resolve(import.meta.dirname, '../plans/demarche.jsonl');
const newToken = (): string => randomBytes(32).toString('hex');

/** Somebody elsewhere who works on a programme, without a screen. */
export class Office {
  private constructor(
    private readonly page: Page,
    readonly programme: string,
    readonly code: string,
    /** By the names of the plan: ids of things, tokens of passes. */
    readonly ids: ReadonlyMap<string, string>,
    private readonly tokens: ReadonlyMap<string, string>,
    private readonly url: string,
  ) {}

  /** Plays the plan of an invented territory; `page` belongs to the office alone. */
  static async open(page: Page, server: Server): Promise<Office> {
    const text = await readFile(PLAN, 'utf8');
    const lines = text.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Line);
    const ids = new Map<string, string>();
    JSON.stringify(lines, (key, value: unknown) => {
      if (key === 'as' && typeof value === 'string' && !ids.has(value)) ids.set(value, randomUUID());
      return value;
    });
    const named = (value: unknown, within = ''): unknown => {
      if (typeof value === 'string') return REFERENCES.has(within) ? (ids.get(value) ?? value) : value;
      if (Array.isArray(value)) return value.map((one) => named(one, within));
      if (typeof value !== 'object' || value === null) return value;
      // Answers stand under their questions.
      if (within === 'answers') return Object.fromEntries(Object.entries(value).map(([question, answer]) => [ids.get(question)!, named(answer, 'choice')]));
      return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, named(one, key)]));
    };
    const [create, ...rest] = lines;
    const [owner, officer] = [newToken(), newToken()];
    const tokens = new Map([['officer', officer]]);
    await page.goto(`${server.url}/robots`);
    await post(server, '/api/owner', { key: server.key, token: owner });
    const { who: _, ...making } = named(create) as Line;
    const made = await post(server, '/api/programmes', { ...making, id: randomUUID(), pass: randomUUID(), token: officer }, owner);
    const office = new Office(page, ids.get(create!['as'] as string)!, (made as { code: string }).code, ids, tokens, server.url);
    for (const line of rest) {
      const { who, refused, ...command } = named(line) as Line;
      const by = [...ids].find(([, id]) => id === who)?.[0] ?? who;
      if (line.do === 'add_officer' || line.do === 'add_member') {
        const token = newToken();
        tokens.set(line['as'] as string, token);
        command['token'] = token;
      }
      const said = await office.order(command, by);
      if (said !== refused) throw new Error(`${JSON.stringify(line)}: ${said}`);
    }
    return office;
  }

  /** The link that a pass is. */
  link(who: string): string {
    return `${this.url}/demarche#${this.programme}.${this.tokens.get(who)}`;
  }

  id(name: string): string {
    return this.ids.get(name)!;
  }

  /** An order of whoever is called so in the plan. Says the refusal's code, or nothing. */
  async order(command: Fields, who = 'officer'): Promise<string | undefined> {
    const hello = { version: WIRE_VERSION, programme: this.programme, token: this.tokens.get(who) };
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

  /** What a scope holds now. */
  async snapshot(scope: string): Promise<Record<string, Fields>[]> {
    const headers = { authorization: `Bearer ${this.tokens.get('officer')}` };
    const answer = await fetch(`${this.url.replace('salle.test', '127.0.0.1')}/api/programmes/${this.programme}/snapshot/${scope}`, { headers });
    return ((await answer.json()) as { entities: Record<string, Fields>[] }).entities;
  }
}

/** Under these keys stand names of the plan. */
const REFERENCES = new Set(
  (
    'as item campaign question choice committee committees meeting who present excused theme weight indicator commune only_if only_if_choices ' +
    'place batch sheet interview field forum verbatim contribution of axis objective group action measure agreement into'
  ).split(' '),
);

async function post(server: Server, path: string, body: Fields, token?: string): Promise<unknown> {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
  const answer = await fetch(`http://127.0.0.1:${server.port}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  const said: unknown = await answer.json().catch(() => undefined);
  if (!answer.ok) throw new Error(`${path}: ${JSON.stringify(said)}`);
  return said;
}
