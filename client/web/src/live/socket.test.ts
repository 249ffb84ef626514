import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Socket } from './socket';

class Wire {
  static readonly OPEN = 1;
  static all: Wire[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;

  constructor() {
    Wire.all.push(this);
  }

  close(): void {}
}

beforeEach(() => {
  Wire.all = [];
  vi.stubGlobal('WebSocket', Wire);
  for (const target of ['document', 'window']) vi.stubGlobal(target, new EventTarget());
});
afterEach(() => vi.unstubAllGlobals());

/** A socket that writes down what it tells, and does something with each text. */
function listening(heard: (text: string, socket: Socket) => void = () => {}): { said: string[]; socket: Socket; wire: Wire } {
  const said: string[] = [];
  const socket: Socket = new Socket('ws://salle.test/socket', {
    opened: () => said.push('opened'),
    heard: (text) => {
      said.push(text);
      heard(text, socket);
    },
    closed: (code) => said.push(String(code)),
    woken: () => {},
  });
  socket.connect(0);
  Wire.all[0]!.onopen!();
  return { said, socket, wire: Wire.all[0]! };
}

test('what comes while a page is busy is heard at once, in its order', async () => {
  const { said, socket, wire } = listening();
  for (const data of ['a', 'b', 'c']) wire.onmessage!({ data });
  expect(said).toEqual(['opened']);
  await vi.waitFor(() => expect(said).not.toEqual(['opened']));
  expect(said, 'in one go').toEqual(['opened', 'a', 'b', 'c']);
  socket.end();
});

test('what came before the end is heard before it', () => {
  const { said, socket, wire } = listening();
  wire.onmessage!({ data: 'a' });
  wire.onclose!({ code: 4000 });
  expect(said).toEqual(['opened', 'a', '4000']);
  socket.end();
});

test('a socket that was dropped for what it said tells nothing any more', async () => {
  const { said, socket, wire } = listening((_, socket) => socket.connect(0));
  for (const data of ['a', 'b']) wire.onmessage!({ data });
  await vi.waitFor(() => expect(said).toContain('a'));
  expect(Wire.all).toHaveLength(2);
  Wire.all[1]!.onmessage!({ data: 'c' });
  await vi.waitFor(() => expect(said).toEqual(['opened', 'a', 'c']));
  socket.end();
});
