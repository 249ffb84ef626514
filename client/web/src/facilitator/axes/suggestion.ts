import type { Aside, Axis, AxisId, Basis, Command, ContributionId, GroupId, Heap, Phrase, SuggestedPlace, Suggestion, Verbatim } from '../../protocol';
import type { Contribution } from '../../live/shown';
import { TITLE_CHARACTERS_MAX } from '../../protocol';
import { measure } from '../../ui/typing.svelte';
import { asideOf, type Table } from '../../live/table';

/** What people have made of a suggestion since it came. */
export interface Made {
  /** The axes that heaps became, by their places in the suggestion. */
  taken: ReadonlyMap<number, AxisId>;
  /** Places and likenesses that a person did not want, as `pair` names them. */
  declined: ReadonlySet<string>;
}

/** Names a contribution and an axis, or two contributions. */
export const pair = (contribution: ContributionId, other: string): string => `${contribution} ${other}`;

/** What a heap is: an axis of the forum, « Tas 2 », or nothing any more. */
export type Target = { axis: Axis; place: number } | { heap: number } | undefined;

/** A heap that nobody took over, with what is still free of it. */
export interface FreeHeap {
  /** In the suggestion. */
  place: number;
  /** « Tas 1 ». */
  number: number;
  phrases: readonly Phrase[];
  sentences: readonly Verbatim[];
  /** Distinct people; nothing once something of the heap lies elsewhere. */
  voices: number | undefined;
  objectives: { phrases: readonly Phrase[]; contributions: Contribution[] }[];
  contributions: Contribution[];
  edge: Contribution | undefined;
  drawn: Contribution | undefined;
}

/** Another contribution that may say the same. */
export interface Likeness {
  to: Contribution;
  almost: boolean;
  opposite: boolean;
}

/** A suggestion beside the table as it is now. It moves nothing. */
export interface Suggested {
  basis: Basis;
  heaps: FreeHeap[];
  places: Map<ContributionId, SuggestedPlace>;
  alike: Map<ContributionId, Likeness[]>;
  /** What could come under an axis and does not lie there. */
  into: Map<AxisId, Contribution[]>;
  /** Waiting contributions that lie in no free heap. */
  apart: Contribution[];
  /** To be looked at by a person: those that hesitate first, then those that lie « plutôt ici ». Not more than a person
   * looks at in ten minutes. */
  hesitant: Contribution[];
  /** How many hesitate in all. */
  hesitating: number;
  /** There is one axis and no heap: nothing says how well something fits. */
  alone: boolean;
  /** Not so many heaps came as were wished for. */
  unmet: { wished: number; given: number; axes: number } | undefined;
  /** Waiting contributions that the suggestion does not know yet. */
  later: number;
  /** What the heap at this place is now. */
  target: (heap: number | null) => Target;
}

const HESITANT_MAX = 40;

const isFree = (one: Contribution | undefined): one is Contribution =>
  one !== undefined && one.text !== null && one.axes.length === 0 && !one.pinned;

/** Puts a suggestion beside the table. */
export function suggested(suggestion: Suggestion, { byId, unplaced }: Table, axes: readonly Axis[], made: Made): Suggested {
  const placeOf = new Map(axes.map(({ id }, place) => [id, place]));
  const firstFree = suggestion.heaps.findIndex(({ axis }) => axis === null);
  const target = (heap: number | null): Target => {
    if (heap === null) return undefined;
    const named = suggestion.heaps[heap]?.axis;
    const place = placeOf.get(named ?? made.taken.get(heap) ?? '');
    if (place !== undefined) return { axis: axes[place]!, place };
    return named === null ? { heap: heap - firstFree + 1 } : undefined;
  };

  const heaps = suggestion.heaps.flatMap((heap, place) => {
    const at = target(place);
    return at && 'heap' in at ? (freeHeap(heap, place, at.heap, byId) ?? []) : [];
  });

  const alone = suggestion.heaps.length < 2;
  const known = new Set(suggestion.places.map(({ contribution }) => contribution));
  const places: Suggested['places'] = new Map();
  const into = new Map<AxisId, Contribution[]>();
  const looked: Record<SuggestedPlace['certainty'], Contribution[]> = { hesitates: [], rather: [], well: [] };
  for (const place of alone ? [] : suggestion.places) {
    const { contribution: id, heap, certainty } = place;
    const at = target(heap);
    if (at && 'axis' in at && made.declined.has(pair(id, at.axis.id))) continue;
    places.set(id, place);
    const contribution = byId.get(id);
    if (!contribution || contribution.text === null || contribution.pinned) continue;
    if (contribution.axes.length > 0 || !at || 'axis' in at) looked[certainty].push(contribution);
    if (!at || !('axis' in at)) continue;
    if (contribution.axes.includes(at.axis.id)) continue;
    into.set(at.axis.id, [...(into.get(at.axis.id) ?? []), contribution]);
  }

  const hesitant = [...looked.hesitates, ...looked.rather];
  const inHeap = new Set(heaps.flatMap(({ contributions }) => contributions));
  return {
    basis: suggestion.basis,
    heaps,
    places,
    alike: likenesses(suggestion, byId, made.declined),
    into,
    apart: unplaced.filter((contribution) => !inHeap.has(contribution)),
    hesitant: hesitant.slice(0, HESITANT_MAX),
    hesitating: hesitant.length,
    alone,
    unmet: unmet(suggestion),
    later: unplaced.filter(({ id }) => !known.has(id)).length,
    target,
  };
}

/** Nothing when the wish was granted, or there was none. */
function unmet({ basis: { heaps: wished }, heaps }: Suggestion): Suggested['unmet'] {
  const axes = heaps.filter(({ axis }) => axis !== null).length;
  const given = heaps.filter(({ axis, objectives }) => axis === null && objectives.length > 0).length;
  return wished === undefined || wished === given ? undefined : { wished, given, axes };
}

/** Nothing when nothing of it is free any more. */
function freeHeap(heap: Heap, place: number, number: number, byId: Table['byId']): FreeHeap | undefined {
  const objectives = heap.objectives
    .map(({ phrases, contributions }) => ({
      phrases,
      contributions: contributions.map((id) => byId.get(id)).filter(isFree),
    }))
    .filter(({ contributions }) => contributions.length > 0);
  const contributions = objectives.flatMap((objective) => objective.contributions);
  if (contributions.length === 0) return undefined;
  const all = heap.objectives.reduce((sum, objective) => sum + objective.contributions.length, 0);
  const free = (id: ContributionId | null): Contribution | undefined => contributions.find((one) => one.id === id);
  return {
    place,
    number,
    phrases: heap.phrases,
    // What its author took back is quoted no more.
    sentences: heap.sentences.filter(({ contribution }) => byId.get(contribution)?.text),
    voices: contributions.length === all ? heap.voices : undefined,
    objectives,
    contributions,
    edge: free(heap.edge),
    drawn: free(heap.drawn),
  };
}

function likenesses({ alike }: Suggestion, byId: Table['byId'], declined: Made['declined']): Suggested['alike'] {
  const found: Suggested['alike'] = new Map();
  for (const { contribution, with: other, almost, opposite } of alike) {
    if (declined.has(pair(contribution, other)) || declined.has(pair(other, contribution))) continue;
    for (const [of, id] of [[contribution, other], [other, contribution]] as const) {
      const to = byId.get(id);
      if (to && to.text !== null) found.set(of, [...(found.get(of) ?? []), { to, almost, opposite }]);
    }
  }
  return found;
}

/** Puts contributions under an axis as a suggestion has them; they leave the axes where they lie now. */
export const accepting = (axis: AxisId, contributions: readonly Contribution[], basis: Basis): Command[] => [
  { do: 'accept', axis, contributions: contributions.map(({ id }) => id), basis },
  ...lying(contributions).flatMap(([from, there]) => (from === axis ? [] : detaching(from, there))),
];

/** What is not pinned goes back to where it lay, and is not pinned there. */
export const movingBack = (axis: AxisId, contributions: readonly Contribution[]): Command[] => [
  ...lying(contributions).flatMap(([from, there]) => attaching(from, there)),
  ...detaching(axis, contributions),
  ...lettingGo(contributions),
];

/** Contributions by the axes under which they lie, or by some of these. */
function lying(
  contributions: readonly Contribution[],
  places = ({ axes }: Contribution): readonly string[] => axes,
): [string, Contribution[]][] {
  const by = new Map<string, Contribution[]>();
  for (const one of contributions) {
    for (const place of places(one)) {
      const there = by.get(place);
      if (there) there.push(one);
      else by.set(place, [one]);
    }
  }
  return [...by];
}

/** Those of which nobody has taken the words back meanwhile: a list with one of them is refused. */
export const standing = (contributions: readonly Contribution[], { byId }: Table): Contribution[] =>
  contributions.filter(({ id }) => typeof byId.get(id)?.text === 'string');

/** All that have words at once under an axis. It pins. */
export const attaching = (axis: AxisId, contributions: readonly Contribution[]): Command[] =>
  ofAll(withWords(contributions), (numbers) => ({ do: 'attach_all', axis, contributions: numbers }));

/** All at once away from an axis. It pins. */
export const detaching = (axis: AxisId, contributions: readonly Contribution[]): Command[] =>
  ofAll(contributions, (numbers) => ({ do: 'detach_all', axis, contributions: numbers }));

/** Says why all of them stand under no axis, or takes back what was said. It pins, or lets go. */
export const settingAside = (contributions: readonly Contribution[], outcome: Aside | null): Command[] =>
  ofAll(withWords(contributions), (numbers) => ({ do: 'outcome', contributions: numbers, outcome }));

/** Says that all of them say what one says that is kept. It pins. */
export const repeating = (of: ContributionId, contributions: readonly Contribution[]): Command[] =>
  ofAll(withWords(contributions), (numbers) => ({ do: 'duplicate_all', contributions: numbers, of }));

/** All of them as they are now, whatever became of them meanwhile; the main axis of each stays its main one. */
export function puttingBack(contributions: readonly Contribution[], { byId }: Table): Command[] {
  const of = (aside: Aside | undefined): Contribution[] => contributions.filter((one) => asideOf(one) === aside);
  const kept = lying(contributions, (one) => {
    const aside = asideOf(one);
    return typeof aside === 'object' && typeof byId.get(aside.duplicate_of)?.text === 'string' ? [aside.duplicate_of] : [];
  });
  const waiting = of(undefined).filter(({ axes }) => axes.length === 0);
  const ranks = Math.max(0, ...contributions.map(({ axes }) => axes.length));
  const attached = Array.from({ length: ranks }, (_, rank) =>
    lying(contributions, ({ axes }) => axes.slice(rank, rank + 1)).flatMap(([axis, there]) => attaching(axis, there)),
  ).flat();
  return [
    ...settingAside(waiting, null),
    ...settingAside(of('not_attached'), 'not_attached'),
    ...settingAside(of('outside_territory'), 'outside_territory'),
    ...attached,
    ...kept.flatMap(([of, there]) => repeating(of, there)),
    ...pinning(waiting),
    ...lettingGo(contributions),
  ];
}

/** Those that are pinned now are pinned where they lie then. */
export const pinning = (contributions: readonly Contribution[]): Command[] =>
  confirming(contributions.filter(({ pinned }) => pinned), true);

/** The end of every way back: whatever pinned them on the way, those that are not pinned now are not pinned then. */
export const lettingGo = (contributions: readonly Contribution[]): Command[] =>
  confirming(contributions.filter(({ pinned }) => !pinned), false);

const confirming = (contributions: readonly Contribution[], on: boolean): Command[] =>
  ofAll(withWords(contributions), (numbers) => ({ do: 'confirm_all', contributions: numbers, on }));

const withWords = (contributions: readonly Contribution[]): Contribution[] =>
  contributions.filter(({ text }) => text !== null);

/** A command about all of them by their numbers (of ids only a few thousand fit into a message); none about nothing. */
const ofAll = (contributions: readonly Contribution[], command: (numbers: number[]) => Command): Command[] =>
  contributions.length === 0 ? [] : [command(contributions.map(({ number }) => number))];

/** What must be said in a heap by the groups of a topic, for its title to name the heap. */
const TITLE_SOURCES_MIN = 3;
const TITLES_MAX = 3;

/** The titles of the topics under which most of a heap was said, the most frequent first. */
export function titlesIn({ contributions }: FreeHeap, titles: (group: GroupId) => readonly string[]): string[] {
  const said = new Map<string, number>();
  for (const title of contributions.flatMap(({ group }) => (group === null ? [] : titles(group)))) {
    said.set(title, (said.get(title) ?? 0) + 1);
  }
  return [...said]
    .filter(([, times]) => times >= TITLE_SOURCES_MIN)
    .sort(([, a], [, b]) => b - a)
    .slice(0, TITLES_MAX)
    .map(([title]) => title);
}

/** « car · horaires · gare »: as many of the room's words as a name can hold. */
export const joined = (phrases: readonly Phrase[]): string =>
  phrases.reduce((name, { text }) => {
    const longer = name ? `${name} · ${text}` : text;
    return measure(longer) <= TITLE_CHARACTERS_MAX ? longer : name;
  }, '');

/** What a heap's name starts from: a sentence of the room, or its words when none is short enough. */
export const nameFrom = ({ sentences, phrases }: Pick<FreeHeap, 'sentences' | 'phrases'>): string =>
  sentences.find(({ text }) => measure(text) <= TITLE_CHARACTERS_MAX)?.text ?? joined(phrases);

/** A text in pieces, those that are one of the words marked. */
export function marked(text: string, words: readonly string[]): { text: string; mark: boolean }[] {
  const low = text.toLowerCase();
  const isLetter = (at: number): boolean => /[\p{L}\p{N}]/u.test(text.charAt(at));
  const found: [number, number][] = [];
  // A letter that gets longer in lower case would shift all that follows: then nothing is marked.
  for (const word of low.length === text.length ? words : []) {
    const sought = word.toLowerCase();
    for (let at = low.indexOf(sought); sought && at >= 0; at = low.indexOf(sought, at + sought.length)) {
      if (!isLetter(at - 1) && !isLetter(at + sought.length)) found.push([at, at + sought.length]);
    }
  }
  const pieces: { text: string; mark: boolean }[] = [];
  let end = 0;
  for (const [from, to] of found.sort(([a], [b]) => a - b)) {
    if (from < end) continue;
    if (from > end) pieces.push({ text: text.slice(end, from), mark: false });
    pieces.push({ text: text.slice(from, to), mark: true });
    end = to;
  }
  if (end < text.length) pieces.push({ text: text.slice(end), mark: false });
  return pieces;
}
