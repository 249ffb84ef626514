// What `tests/vectors` does not tell: it is the web app's alone.
import { expect, test } from 'vitest';
import { WIRE_VERSION, type Order, type ServerMessage } from '../protocol';
import type { ProgrammeLanguage } from './language';
import { Session } from './session';

const order = (id: string): Order => ({ id, do: 'open', group: 'g' });
const says = (message: ServerMessage) => ({ message: JSON.stringify(message) });
const welcome = says({
  welcome: { version: 2, role: 'participant', participant: 'p', position: { epoch: 'e', seq: 9, head: 'e0000009' }, now: 0, people: 1 },
});

function online(): Session {
  const session = new Session({ forum: 'f' }, 't');
  session.handle('wake', 0);
  session.handle('opened', 0);
  session.handle(welcome, 0);
  return session;
}

test('what is dropped is not sent, and holds up nothing', () => {
  const session = online();
  for (const id of ['a', 'b', 'c']) session.handle({ order: order(id) }, 0);
  expect(session.drop('b', 0)).toEqual([]);
  expect(session.drop('a', 0)).toEqual([{ send: { command: order('c') } }]);
  expect(session.handle(says({ refused: { id: 'a', refusal: { code: 'NOT_FOUND' } } }), 0)).toEqual([]);
  expect(session.outbox).toHaveLength(1);
});

test('a code from 4500 on is final, and what is written then stays', () => {
  const session = online();
  expect(session.handle({ closed: 4501 }, 0)).toEqual([{ stopped: 4501 }]);
  expect(session.handle('wake', 1)).toEqual([]);
  session.handle({ order: order('a') }, 2);
  expect(session.outbox).toHaveLength(1);
});

test('a programme is spoken of as a forum is, under its own name', () => {
  const session = new Session<ProgrammeLanguage>({ programme: 'p' }, 't');
  session.handle('wake', 0);
  const hello = { version: WIRE_VERSION, programme: 'p', token: 't', follow: [] };
  expect(session.handle('opened', 0)).toEqual([{ send: { hello } }]);
  session.handle({ follow: 'programme' }, 0);
  const position = { epoch: 'e', seq: 9, head: 'e0000009' };
  session.handle({ message: JSON.stringify({ welcome: { version: 2, role: 'officer', participant: null, position, now: 0, people: 1 } }) }, 0);
  session.handle({ message: JSON.stringify({ load: { scope: 'programme' } }) }, 0);
  session.handle({ snapshot: { scope: 'programme', position, entities: [], counts: [], here: [] } }, 0);
  expect(session.seen, 'an act is about what the programme’s screen shows').toEqual(position);
});
