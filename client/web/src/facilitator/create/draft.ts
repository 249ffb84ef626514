import { newId, newToken } from '../../live/ids';
import { NAME_CHARACTERS_MAX, SPACES_MAX, type CreateForum, type Wifi } from '../../protocol';
import { measure } from '../../ui/typing.svelte';

/** How long the day is: it proposes slots, which can be changed. */
export const TEMPLATES = ['half_day', 'day', 'evening'] as const;
export type Template = (typeof TEMPLATES)[number];

const SLOTS: Record<Template, readonly (readonly [string, string])[]> = {
  half_day: [
    ['10:00', '11:00'],
    ['11:15', '12:15'],
  ],
  day: [
    ['10:30', '11:45'],
    ['13:30', '14:45'],
    ['15:00', '16:15'],
  ],
  evening: [['19:30', '20:45']],
};

/** People up to so many bring a topic for so many of them; the more people, the fewer. */
const TOPICS_PER_PERSON: readonly (readonly [people: number, topics: number])[] = [
  [50, 0.5],
  [100, 0.3],
  [200, 0.25],
  [500, 0.2],
  [Infinity, 0.15],
];

/** Cells for each topic: a wall that is full when the last topic comes is too small. */
const CELLS_PER_TOPIC = 1.2;
const SPACES_MIN = 2;

/** Topics to expect: never fewer than of a smaller room. */
export function topicsOf(people: number): number {
  let topics = 0;
  for (const [most, share] of TOPICS_PER_PERSON) {
    topics = Math.max(topics, Math.min(people, most) * share);
    if (people <= most) break;
  }
  return Math.round(topics);
}

/** Spaces that so many people need side by side. */
export const spacesOf = (people: number, slots: number): number =>
  Math.min(SPACES_MAX, Math.max(SPACES_MIN, Math.ceil((topicsOf(people) * CELLS_PER_TOPIC) / Math.max(slots, 1))));

/** People who are expected; nothing: it is not said. */
export function peopleOf(typed: string): number | undefined {
  const people = Number.parseInt(typed, 10);
  return people > 0 ? people : undefined;
}

const PEOPLE = 40;

export interface DraftSlot {
  id: string;
  start: string;
  end: string;
  /** Empty: the first day. */
  day: string;
}

export interface DraftSpace {
  id: string;
  label: string;
  /** As typed; empty: not said. */
  places: string;
}

export interface DraftCollege {
  id: string;
  label: string;
}

/** A forum in the making, as this device keeps it. Its ids make sending it twice the same as once. */
export interface ForumDraft {
  id: string;
  forum: string;
  pass: string;
  token: string;
  question: string;
  /** Who is expected, as typed. */
  people: string;
  date: string;
  timeZone: string;
  template: Template;
  slots: DraftSlot[];
  spaces: DraftSpace[];
  colleges: DraftCollege[];
  dots: number;
  wifi: { name: string; password: string };
  language: string;
}

/** The labels that a new forum starts with. */
export interface Starters {
  spaces: readonly string[];
  space: (n: number) => string;
  colleges: readonly string[];
}

/** The slots of a template. */
export const slotsOf = (template: Template): DraftSlot[] =>
  SLOTS[template].map(([start, end]) => ({ id: newId(), start, end, day: '' }));

/** So many spaces as are needed; those that somebody named stay, whatever is needed. */
export function spacesFor(needed: number, before: readonly DraftSpace[], starters: Starters): DraftSpace[] {
  const labelOf = (n: number): string => starters.spaces[n] ?? starters.space(n + 1);
  const untouched = (space: DraftSpace, n: number): boolean => space.label === labelOf(n) && space.places === '';
  const spaces = before.filter((space, n) => n < needed || !untouched(space, n));
  while (spaces.length < needed) spaces.push({ id: newId(), label: labelOf(spaces.length), places: '' });
  return spaces;
}

/** A new draft for this day. */
export function newDraft(date: string, timeZone: string, language: string, starters: Starters): ForumDraft {
  const slots = slotsOf('half_day');
  return {
    id: newId(),
    forum: newId(),
    pass: newId(),
    token: newToken(),
    question: '',
    people: String(PEOPLE),
    date,
    timeZone,
    template: 'half_day',
    slots,
    spaces: spacesFor(spacesOf(PEOPLE, slots.length), [], starters),
    colleges: starters.colleges.map((label) => ({ id: newId(), label })),
    dots: 5,
    wifi: { name: '', password: '' },
    language,
  };
}

/** A draft that this device kept, an older one in this time zone and on one day; nothing when it is none. */
export function readDraft(kept: string | undefined, timeZone: string): ForumDraft | undefined {
  try {
    const draft = JSON.parse(kept ?? '') as Partial<ForumDraft>;
    const whole =
      [draft.id, draft.forum, draft.pass, draft.token, draft.question, draft.date, draft.language].every(
        (field) => typeof field === 'string',
      ) && [draft.slots, draft.spaces, draft.colleges].every(Array.isArray);
    if (!whole) return undefined;
    const slots = (draft as ForumDraft).slots.map((slot) => ({ ...slot, day: slot.day ?? '' }));
    const { people = '', wifi = { name: '', password: '' } } = draft;
    return { ...(draft as ForumDraft), people, wifi, timeZone: draft.timeZone ?? timeZone, slots };
  } catch {
    return undefined;
  }
}

/** What is wrong with a draft, by the field that must be changed. */
export type Wrong =
  | { field: 'question' | 'date' | 'slots' | 'spaces' | 'wifi' }
  | { field: 'slot'; id: string }
  /** Without `by` the label is missing, else it is so many characters too long. */
  | { field: 'space' | 'college'; id: string; by?: number };

/** Labels that are missing or too long. */
function labels(field: 'space' | 'college', all: readonly { id: string; label: string }[]): Wrong[] {
  return all.flatMap(({ id, label }): Wrong[] => {
    const by = measure(label) - NAME_CHARACTERS_MAX;
    if (label.trim() === '') return [{ field, id }];
    return by > 0 ? [{ field, id, by }] : [];
  });
}

/** What must be changed before the room can open, in the order of the page. */
export function wrongs(draft: ForumDraft): Wrong[] {
  const blank = (text: string): boolean => text.trim() === '';
  return [
    ...(blank(draft.question) ? [{ field: 'question' } as const] : []),
    ...(/^\d{4}-\d{2}-\d{2}$/.test(draft.date) ? [] : [{ field: 'date' } as const]),
    ...(draft.slots.length === 0 ? [{ field: 'slots' } as const] : []),
    ...draft.slots
      .filter(({ start, end }) => blank(start) || blank(end) || start === end)
      .map(({ id }) => ({ field: 'slot', id }) as const),
    ...(draft.spaces.length === 0 ? [{ field: 'spaces' } as const] : []),
    ...labels('space', draft.spaces),
    ...labels('college', draft.colleges),
    ...(blank(draft.wifi.name) && draft.wifi.password !== '' ? [{ field: 'wifi' } as const] : []),
  ];
}

/** The Wi-Fi that was typed; nothing when there is none. */
export const wifiOf = ({ name, password }: ForumDraft['wifi']): Wifi | undefined =>
  name.trim() === '' ? undefined : { name, ...(password === '' ? {} : { password }) };

/** What the server is asked for. A slot goes by its times until somebody gives it a name. */
export function bodyOf(draft: ForumDraft): CreateForum {
  const wifi = wifiOf(draft.wifi);
  return {
    id: draft.id,
    as: draft.forum,
    pass: draft.pass,
    token: draft.token,
    question: draft.question,
    language: draft.language,
    time_zone: draft.timeZone,
    date: draft.date,
    slots: draft.slots.map(({ id, start, end, day }) => ({ as: id, label: '', start, end, ...(day ? { day } : {}) })),
    spaces: draft.spaces.map(({ id, label, places }) => {
      const n = Number.parseInt(places, 10);
      return { as: id, label, ...(n > 0 ? { places: n } : {}) };
    }),
    colleges: draft.colleges.map(({ id, label }) => ({ as: id, label })),
    dots: draft.dots,
    ...(wifi ? { wifi } : {}),
  };
}
