import { expect, test } from 'vitest';
import type { Order, ServerMessage } from '../protocol';
import { Session, type Output } from './session';

const position = (seq: number, epoch = 'e') => ({ epoch, seq });
const order = (id: string): Order => ({ id, do: 'open', group: 'g' });
const says = (message: ServerMessage) => ({ message: JSON.stringify(message) });
const welcome = (epoch = 'e') =>
  says({ welcome: { version: 1, role: 'participant', participant: 'p', position: position(9, epoch), now: 0, people: 100 } });
const sent = (outputs: Output[]) => outputs.flatMap((output) => ('send' in output ? [output.send] : []));

function online(): Session {
  const session = new Session('f', 't');
  session.handle('wake', 0);
  session.handle('opened', 0);
  session.handle(welcome(), 0);
  return session;
}

test('one command is in flight, and the next goes after the answer', () => {
  const session = online();
  expect(sent(session.handle({ order: order('a') }, 0))).toEqual([{ command: order('a') }]);
  expect(session.handle({ order: order('b') }, 0)).toEqual([]);
  const outputs = session.handle(says({ done: { id: 'a', position: position(10) } }), 0);
  expect(outputs).toEqual([{ done: { id: 'a', position: position(10) } }, { send: { command: order('b') } }]);
});

test('what was not answered goes again after a break, in the same order', () => {
  const session = online();
  session.handle({ order: order('a') }, 0);
  session.handle({ order: order('b') }, 0);
  session.handle({ closed: 1006 }, 1);
  expect(sent(session.handle('opened', 2))).toMatchObject([{ hello: { token: 't' } }]);
  expect(sent(session.handle(welcome(), 2))).toEqual([{ command: order('a') }]);
});

test('SLOW_DOWN is waited out and is no answer', () => {
  const session = online();
  session.handle({ order: order('a') }, 0);
  const outputs = session.handle(says({ refused: { id: 'a', refusal: { code: 'SLOW_DOWN', ms: 500 } } }), 100);
  expect(outputs).toEqual([]);
  expect(session.due()).toBe(600);
  expect(session.handle('tick', 599)).toEqual([]);
  expect(sent(session.handle('tick', 600))).toEqual([{ command: order('a') }]);
});

test('only what has not left can be taken back', () => {
  const session = online();
  session.handle({ order: order('a') }, 0);
  session.handle({ order: order('b') }, 0);
  expect(session.takeBack('a')).toBe(false);
  expect(session.takeBack('b')).toBe(true);
  expect(session.outbox).toHaveLength(1);
});

test('a scope is loaded, then followed from there; what is older is not applied', () => {
  const session = online();
  expect(sent(session.handle({ follow: 'forum' }, 0))).toEqual([{ follow: { scope: 'forum' } }]);
  expect(session.handle(says({ load: { scope: 'forum' } }), 0)).toEqual([{ load: 'forum' }]);
  const snapshot = { scope: 'forum', position: position(9), entities: [], counts: [], here: [] };
  expect(session.handle({ snapshot }, 0)).toEqual([
    { replace: snapshot },
    { send: { follow: { scope: 'forum', position: position(9) } } },
  ]);
  expect(session.handle(says({ changes: { scope: 'forum', seq: 9, changes: [] } }), 0)).toEqual([]);
  expect(session.handle(says({ changes: { scope: 'forum', seq: 10, changes: [] } }), 0)).toHaveLength(1);
  session.handle({ closed: 4000 }, 1);
  expect(sent(session.handle('opened', 2))).toMatchObject([
    { hello: { follow: [{ scope: 'forum', position: position(10) }] } },
  ]);
});

test('a code from 4500 on is final, and what is written then stays', () => {
  const session = online();
  expect(session.handle({ closed: 4501 }, 0)).toEqual([{ stopped: 4501 }]);
  expect(session.handle('wake', 1)).toEqual([]);
  session.handle({ order: order('a') }, 2);
  expect(session.outbox).toHaveLength(1);
});

test('a silent connection is given up, and so is a quiet one when the phone wakes up', () => {
  expect(online().handle('tick', 40_000)).toMatchObject([{ connect: {} }]);
  expect(online().handle('wake', 10_000)).toEqual([]);
  expect(online().handle('wake', 16_000)).toEqual([{ connect: { within_ms: 0 } }]);
});
