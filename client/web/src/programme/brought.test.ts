import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LiveProgramme } from '../live/programme.svelte';
import { Drawer } from '../live/store';
import type { Refusal } from '../protocol';
import type { Imported, Progress } from '../protocol/programme';
import { BroughtFiles, type Trouble } from './brought.svelte';

const items = new Map<string, string>();
const asked: { path: string; body: unknown }[] = [];
let answer: () => unknown;

const live = { seat: { programme: 'p', who: 'w' }, token: 't', drawer: new Drawer('p', 'w') } as unknown as LiveProgramme;
const told = (...lines: Progress[]) => new Response(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
const refused = (refusal: Refusal, status = 400) => new Response(JSON.stringify({ refused: refusal }), { status });
const read = { file: 'f', preview: { tool: 'table', rows: 1, columns: ['Nom'], refused: [], warnings: [] }, mapping: { table: { noun: 'theme', columns: { name: 0 }, fixed: {} } } };
const imported: Imported = { taken: 1, not_taken: 0, refused: [] };

vi.stubGlobal('localStorage', {
  get length() {
    return items.size;
  },
  key: (n: number) => [...items.keys()][n] ?? null,
  getItem: (key: string) => items.get(key) ?? null,
  setItem: (key: string, value: string) => void items.set(key, value),
  removeItem: (key: string) => void items.delete(key),
});
vi.stubGlobal('fetch', async (path: string, { body }: { body: unknown }) => {
  asked.push({ path, body: typeof body === 'string' ? JSON.parse(body) : body });
  return answer();
});

beforeEach(() => {
  items.clear();
  asked.length = 0;
  vi.useFakeTimers({ now: 1_000, toFake: ['Date'] });
});
afterEach(() => void vi.useRealTimers());

async function brought(): Promise<BroughtFiles> {
  const files = new BroughtFiles(live);
  answer = () => new Response(JSON.stringify(read), { status: 201 });
  expect(await files.bring(new File(['Nom\nA'], 'a.csv'), 'fr')).toEqual({ brought: 'f' });
  return files;
}

test('what was begun and stopped goes on in the same way, also on another page', async () => {
  const files = await brought();
  const mapping = { table: { noun: 'theme', columns: { name: 0 }, fixed: { order: 1 } } } as const;
  files.map('f', mapping);
  answer = () => told({ part: { done: 1, of: 2 } }, { stopped: { code: 'TRY_LATER' } });
  expect(await files.takeOver('f', 'fr')).toEqual({ refused: { code: 'TRY_LATER' } });
  const again = new BroughtFiles(live);
  expect(again.waiting).toMatchObject([{ file: 'f', label: 'a.csv', begun: true, mapping }]);
  answer = () => told({ part: { done: 2, of: 2 } }, { imported });
  expect(await again.takeOver('f', 'fr')).toEqual(imported);
  expect(asked.slice(-2).map(({ body }) => body)).toEqual([{ label: 'a.csv', mapping }, { label: 'a.csv', mapping }]);
  expect(new BroughtFiles(live).waiting).toEqual([]);
  expect(again.came).toEqual(imported);
});

test('what is refused before anything is done can be mapped anew; what the server does not have is forgotten', async () => {
  const files = await brought();
  answer = () => refused({ code: 'BAD_FIELD', field: 'name', fault: 'unknown' });
  await files.takeOver('f', 'fr');
  expect(files.waiting).toMatchObject([{ begun: false }]);
  answer = () => {
    throw new TypeError('no network');
  };
  expect(await files.takeOver('f', 'fr')).toBe('unreachable');
  expect(files.waiting, 'it may have begun').toMatchObject([{ begun: true }]);
  answer = () => refused({ code: 'BAD_COMMAND' });
  await files.takeOver('f', 'fr');
  expect(files.waiting).toMatchObject([{ begun: true }]);
  answer = () => refused({ code: 'NOT_FOUND' }, 404);
  await files.takeOver('f', 'fr');
  expect(files.waiting).toEqual([]);
});

test('a file is taken over once at a time, and what is done of it is known meanwhile', async () => {
  const files = await brought();
  answer = () => told({ part: { done: 1, of: 3 } }, { imported });
  const end = files.takeOver('f', 'fr');
  expect(files.going).toEqual({ f: { done: 0, of: 1 } });
  expect(await files.takeOver('f', 'fr')).toBeUndefined();
  await end;
  expect(files.going).toEqual({});
});

test('a file that waited for a day is not offered any more', async () => {
  await brought();
  vi.setSystemTime(1_000 + 24 * 3_600_000);
  expect(new BroughtFiles(live).waiting).toHaveLength(1);
  vi.setSystemTime(1_001 + 24 * 3_600_000);
  expect(new BroughtFiles(live).waiting).toEqual([]);
  expect([...items.keys()].filter((key) => key.includes('file:'))).toEqual([]);
});

test('what is too large is not sent, and what goes wrong is told apart', async () => {
  const files = new BroughtFiles(live);
  const large = { name: 'l', size: 32 * 1024 * 1024 + 1 } as File;
  expect(await files.bring(large, 'fr')).toBe('too_large');
  expect(asked).toEqual([]);
  const cases: [() => unknown, Trouble][] = [
    [() => refused({ code: 'BAD_COMMAND' }, 413), 'too_large'],
    [() => refused({ code: 'BAD_COMMAND' }, 408), { refused: { code: 'BAD_COMMAND' } }],
    [() => refused({ code: 'SLOW_DOWN', ms: 10 }, 429), { refused: { code: 'SLOW_DOWN', ms: 10 } }],
    [() => new Response('', { status: 502 }), 'unreachable'],
  ];
  for (const [given, trouble] of cases) {
    answer = given;
    expect(await files.bring(new File(['x'], 'x.csv'), 'fr')).toEqual(trouble);
    expect(files.reading).toBe(false);
  }
  expect(files.waiting).toEqual([]);
});
