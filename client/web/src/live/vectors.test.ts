import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Scope, Snapshot } from '../protocol';
import { Replica } from './replica.svelte';
import { Session, type Input, type Output } from './session';

interface Conversation {
  name: string;
  forum: string;
  token: string;
  steps: { now: number; in: Input | { message: unknown }; out: Output[] }[];
  final: { outbox: string[]; scopes: Record<Scope, Omit<Snapshot, 'scope' | 'position'> & { position: unknown }> };
}

const folder = fileURLToPath(new URL('../../../../tests/vectors', import.meta.url));
const conversations = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Conversation);

const asText = (input: Conversation['steps'][number]['in']): Input =>
  typeof input === 'object' && 'message' in input && typeof input.message !== 'string'
    ? { message: JSON.stringify(input.message) }
    : (input as Input);

const sorted = (list: readonly unknown[]): string[] => list.map((one) => JSON.stringify(one)).sort();

/** Does to the replica what is its part; false: it is for the world outside. */
function kept(replicas: Map<Scope, Replica>, output: Output): boolean {
  const of = (scope: Scope): Replica => {
    if (!replicas.has(scope)) replicas.set(scope, new Replica());
    return replicas.get(scope)!;
  };
  if ('drop' in output) of(output.drop).drop();
  else if ('replace' in output) of(output.replace.scope).replace(output.replace);
  else if ('changes' in output) of(output.changes.scope).apply(output.changes.changes);
  else if ('counts' in output) of(output.counts.scope).countAll(output.counts.counts);
  else if ('presence' in output) of(output.presence.scope).presence(output.presence.here, output.presence.away);
  else return false;
  return true;
}

test.each(conversations.map((one) => [one.name, one] as const))('%s', (_name, { forum, token, steps, final }) => {
  const session = new Session({ forum }, token);
  const replicas = new Map<Scope, Replica>();
  for (const step of steps) {
    const input = asText(step.in);
    if (typeof input === 'object' && 'unfollow' in input) replicas.delete(input.unfollow);
    const out = session.handle(input, step.now).filter((output) => !kept(replicas, output));
    expect(out, JSON.stringify(step)).toEqual(step.out);
  }
  expect(session.outbox.map(({ order }) => order.id)).toEqual(final.outbox);
  expect(session.scopes.sort()).toEqual(Object.keys(final.scopes).sort());
  for (const [scope, wanted] of Object.entries(final.scopes)) {
    expect(session.position(scope) ?? null).toEqual(wanted.position);
    const { entities, counts, here } = (replicas.get(scope) ?? new Replica()).snapshot(scope, { epoch: '', seq: 0 });
    expect(sorted(entities)).toEqual(sorted(wanted.entities));
    expect(sorted(counts)).toEqual(sorted(wanted.counts));
    expect(sorted(here)).toEqual(sorted(wanted.here));
  }
});
