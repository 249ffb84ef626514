import type * as wire from '../protocol';
import type * as programme from '../protocol/programme';

/** What a subject and its screens say to each other. */
export interface Language {
  /** Under the name of its kind, which is also that of the scope that all who are in it follow. */
  subject: Record<string, string>;
  order: { id: wire.CommandId; do: string; seen?: wire.Position };
  entity: object;
  key: unknown;
  count: object;
  role: string;
}

export interface ForumLanguage extends Language {
  subject: { forum: wire.ForumId };
  order: wire.Order;
  entity: wire.Entity;
  key: wire.Key;
  count: wire.Count;
  role: wire.Role;
}

export interface ProgrammeLanguage extends Language {
  subject: { programme: programme.ProgrammeId };
  order: { id: wire.CommandId; seen?: wire.Position } & programme.Command;
  entity: programme.Entity;
  key: programme.Key;
  role: programme.Role;
}

/** The messages that hold words of a language. */
export type Change<L extends Language> = { put: L['entity'] } | { remove: L['key'] };
export type Changes<L extends Language> = Omit<wire.Changes, 'changes'> & { changes: Change<L>[] };
export type Counts<L extends Language> = Omit<wire.Counts, 'counts'> & { counts: L['count'][] };
export type Snapshot<L extends Language> = Omit<wire.Snapshot, 'entities' | 'counts'> & { entities: L['entity'][]; counts: L['count'][] };
export type Welcome<L extends Language> = Omit<wire.Welcome, 'role'> & { role: L['role'] };

type Spoken<Message, L extends Language> = Message extends { hello: unknown }
  ? { hello: Omit<wire.Hello, 'forum'> & L['subject'] }
  : Message extends { command: unknown }
    ? { command: L['order'] }
    : Message;
export type ClientMessage<L extends Language> = Spoken<wire.ClientMessage, L>;

type Heard<Message, L extends Language> = Message extends { welcome: unknown }
  ? { welcome: Welcome<L> }
  : Message extends { changes: unknown }
    ? { changes: Changes<L> }
    : Message extends { counts: unknown }
      ? { counts: Counts<L> }
      : Message;
export type ServerMessage<L extends Language> = Heard<wire.ServerMessage, L>;
