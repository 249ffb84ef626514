import type { Aside, Coverage, Phase } from '../protocol';
import type { NextStep } from '../facilitator/now/next';
import { en as common } from './common.en';
import type { FacilitatorWords } from './facilitator.fr';
import { plurals } from './plurals';

const { count, form, number } = plurals('en');

const hours = (time: string): string => {
  const [h = 0, m = 0] = time.split(':').map(Number);
  return common.time(h, m);
};

/** What there is none of is not said. */
const some = (n: number, one: string, other: string): string[] => (n === 0 ? [] : [count(n, one, other)]);

const minutes = (n: number): string => count(n, 'minute', 'minutes');

/** “2 hours” or “12 minutes”. */
const duration = (n: number): string =>
  n < 90 ? minutes(n) : n < 36 * 60 ? count(Math.round(n / 60), 'hour', 'hours') : count(Math.round(n / 1440), 'day', 'days');

const toPhase: Record<Phase, string> = {
  welcome: 'go back to the welcome',
  opening: 'open the forum',
  marketplace: 'open the marketplace',
  groups: 'start the groups',
  reading: 'read the reports',
  priorities: 'go on to priorities',
  actions: 'go on to actions',
  closing: 'close the day',
};

const read = (groups: number): string =>
  `end ${form(groups, { one: 'the group', other: `the ${number(groups)} groups` })} and read the reports`;

function next(step: NextStep): string {
  switch (step.step) {
    case 'phase':
      return `Next: ${toPhase[step.phase]}`;
    case 'open_groups':
      return `Next: open ${form(step.groups.length, {
        one: 'the group',
        other: `the ${number(step.groups.length)} groups`,
      })} of ${step.day ? `${common.day(step.day)}, ` : ''}${hours(step.slot.start)}`;
    case 'close_groups':
      return `Next: end ${form(step.groups.length, {
        one: 'the group',
        other: `the ${number(step.groups.length)} groups`,
      })} of ${hours(step.slot.start)}`;
    case 'read':
      return `Next: ${read(step.groups.length)}`;
    case 'open_vote':
      return 'Next: open the vote';
    case 'close_vote':
      return 'Next: close the vote…';
    case 'end':
      return 'Next: end the forum…';
  }
}

export const en = {
  title: 'Bourdon, facilitation',
  menu: 'Pages of the forum',
  pages: {
    now: 'Now',
    wall: 'The wall',
    groups: 'Groups',
    axes: 'Axes',
    vote: 'Vote',
    people: 'People',
    settings: 'Settings',
  },
  now: 'Now',
  next,
  nowIs: (phase: string) => `Now: ${phase}.`,
  groupsOpened: (n: number) => `${count(n, 'group opened', 'groups opened')}.`,
  undone: (what: string) => `Undone: ${what}`,
  trouble: 'Not done',
  acts: {
    about: (act: string, what: string | undefined) => (what ? `${act}: ${what}` : act),
    notDone: (act: string) => `“${act}” was not done.`,
    phase: 'Go to',
    place: 'Place',
    move: 'Move',
    withdraw: 'Withdraw',
    other: 'What you asked for',
    copy: 'Copy',
    copied: 'Copied.',
    notCopied: 'This browser does not copy. Select the text.',
  },
  again: 'Try again',
  add: 'Add',
  reload: 'Reload',
  save: 'Save',
  done: 'Done',
  choose: 'Choose…',
  print: 'Print',
  corrected: 'Corrected after it was posted.',
  notLoaded: 'This page could not be loaded. Check the network, then reload it.',
  offline: 'No network. What you do waits here and leaves when the network is back.',
  diskLow:
    'The disk of the computer that serves the room is nearly full. Make room now: when it is full, the server stops. What has been received stays kept.',
  closed: {
    not_allowed: 'This link no longer opens this forum. Ask the facilitator for a new one.',
    version: 'This page is older than the room. Reload it.',
    too_many_screens: 'This page is open on too many screens. Close one, then reload this one.',
    fault: 'The room no longer answers this page. Reload it.',
  },

  date: (date: string) =>
    new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' }).format(Date.parse(`${date}T00:00:00Z`)),

  wayIn: {
    title: 'Facilitate a forum',
    asking: 'Opening…',
    refused: 'This link opens nothing here. Take the one that the program shows now.',
    unreachable: 'The server does not answer. Check that it runs and that you are on its network.',
    noKey: 'This device facilitates no forum yet.',
    whereKey:
      'The facilitator’s link is shown in the window where the program was started. Open it here, or ask the facilitator for a link.',
    noLonger: 'This device no longer has access to the list. Open the facilitator’s link again.',
  },

  forums: {
    damaged: (code: string) => `The forum ${code} cannot be read`,
    damagedHelp:
      'Its data is damaged; the other forums go on. On the server’s computer « bourdon check » says what is missing, and « bourdon restore » puts a backup into a new folder. Delete nothing before that.',
    title: 'Your forums',
    create: 'New forum',
    none: 'No forum yet.',
    unreachable: 'The list could not be loaded.',
    states: { open: 'running', paused: 'paused', ended: 'ended' },
  },

  wifi: {
    title: 'The room’s Wi-Fi',
    hint: 'Optional. It shows on the room’s screen and on the sheet for the door, with a square to point at. It is erased when the forum ends and is in no file.',
    name: 'Name of the network',
    password: 'Password of the network',
    passwordHint: 'Empty: an open network.',
    qr: 'Square to point a camera at to join the room’s Wi-Fi',
    noQr: 'The square could not be drawn.',
  },

  create: {
    title: 'New forum',
    question: 'Question of the forum',
    questionHint: 'One question only, open, in everybody’s words.',
    people: 'How many people do you expect?',
    expected: (people: number, topics: number, slots: number, spaces: number) =>
      `For ${count(people, 'person', 'people')}, expect ${count(topics, 'topic', 'topics')}: ${count(slots, 'slot', 'slots')} × ${count(spaces, 'space', 'spaces')}. You can change everything.`,
    more: 'Dots, language and time',
    date: 'Date',
    template: 'Length',
    templates: {
      half_day: { label: 'Half a day', hint: '2 slots' },
      day: { label: 'A day', hint: '3 slots' },
      evening: { label: 'An evening', hint: '1 slot' },
    },
    slots: 'Slots',
    slot: (n: number) => `Slot ${number(n)}`,
    slotName: 'Name of the slot',
    slotNameHint: 'Optional: without a name the slot goes by its times.',
    day: 'Day',
    dayHint: (first: string) => `Empty: ${first}; before 5 in the morning, the night after it.`,
    severalDays: 'Several days',
    zone: 'Time in the hall',
    zoneDiffers: 'This computer is set to another time than the hall.',
    start: 'Start',
    end: 'End',
    addSlot: 'Add a slot',
    spaces: 'Spaces',
    spacesHint: 'A name that people find without a map: “Room at the back on the left”.',
    space: (n: number) => `Space ${number(n)}`,
    spaceName: 'Name',
    places: 'Seats',
    addSpace: 'Add a space',
    colleges: 'Colleges',
    collegesHint: 'Each person says why they come. They may also not say.',
    college: (n: number) => `College ${number(n)}`,
    addCollege: 'Add a college',
    remove: (what: string) => `Remove: ${what}`,
    dots: 'Dots per person',
    dotsHint: 'To choose what to start with, at the end.',
    language: 'Language of the room',
    languageHint: 'Each person can choose another one on their phone.',
    languages: [
      { value: 'fr', label: 'Français' },
      { value: 'en', label: 'English' },
    ],
    open: 'Open the room',
    unreachable: 'The server does not answer. Your draft is kept here.',
    wrong: {
      question: 'Write the question of the forum.',
      date: 'Choose a date.',
      wifi: 'Write the name of the network too.',
      slots: 'Add at least one slot.',
      spaces: 'Add at least one space.',
      slot: 'Give a start and an end that differ.',
      space: 'Name this space, or remove it.',
      college: 'Name this college, or remove it.',
      long: (by: number) => `${count(by, 'character', 'characters')} too many.`,
    },
    starters: {
      spaces: ['Main hall', 'Library', 'Covered yard', 'Kitchen', 'Garden'],
      space: (n: number) => `Space ${number(n)}`,
      colleges: [
        'I live here',
        'I am under 25',
        'I work with families',
        'I hold a local mandate',
        'I come for an association',
        'I work for a local authority',
        'I come from a partner institution',
        'Another reason',
      ],
    },
  },

  counts: {
    here: (n: number) => count(n, 'person here', 'people here'),
    joined: (n: number) => `${number(n)} joined`,
    toPlace: (n: number) => `${number(n)} to place`,
    open: (n: number) => count(n, 'group open', 'groups open'),
    penless: (n: number) => `${number(n)} without a pen`,
  },

  run: {
    title: 'The day',
    groupsGoOn: 'Groups are still at work',
    explainGroups: (n: number) =>
      form(n, {
        one: 'One group is open. Its words are shown when it ends.',
        other: `${number(n)} groups are open. Their words are shown when they end.`,
      }),
    closeAndGo: (n: number) => form(n, { one: 'End the group and go on', other: `End the ${number(n)} groups and go on` }),
    leaveOpen: 'Go on without ending them',
  },

  keys: {
    title: 'Keys',
    here: 'Here',
    list: [
      ['Ctrl + Enter', 'Next'],
      ['Ctrl + Z', 'Undo what was just done'],
      ['Arrows, Enter', 'On the wall: from cell to cell, pick, place'],
      ['Escape', 'Put back, close'],
    ] as readonly (readonly [string, string])[],
  },

  prepare: {
    title: 'Before people come',
    ready: 'The room is ready',
    done: 'done',
    open: 'to do',
    cells: { open: 'Give the wall slots and spaces', done: 'The wall has its slots and spaces' },
    address: { open: 'Connect this computer to the room’s network', done: 'This computer is on the room’s network' },
    wifi: (name: string) => `The Wi-Fi is shown: ${name}`,
    addressIs: (address: string) => `Phones find the room: ${address}`,
    screen: { open: 'Open the room’s screen', done: 'The room’s screen is open' },
    phone: { open: 'Come in with your phone', done: 'First phone seen' },
  },

  rooms: {
    title: 'The groups, now',
    none: 'No group is open.',
    penless: 'no pen',
    empty: 'open, people are coming',
  },

  clock: {
    left: (n: number) => (n <= 0 ? 'time is up' : `${n < 90 ? `${number(n)} min` : duration(n)} left`),
    until: (n: number) => `starts in ${n < 90 ? `${number(n)} min` : duration(n)}`,
    change: 'Length of the slot',
    more: (n: number) => `${n < 0 ? '−' : '+'}${number(Math.abs(n))}`,
    minutes: (n: number) => `${n < 0 ? '−' : '+'}${minutes(Math.abs(n))}`,
    given: (n: number) => (n < 0 ? `The slot ends ${minutes(-n)} earlier.` : `The slot ends ${minutes(n)} later.`),
    running: (slot: string, left: number) => `Now: ${slot}, ${duration(left)} left.`,
    goingOn: (slot: string) => `${slot}: time is up, we go on.`,
    coming: (slot: string, until: number) => `Next: ${slot}, in ${duration(until)}.`,
    elsewhere: (n: number, place: string) =>
      `${count(n, 'person has a device', 'people have devices')} set to another time than the hall (${place}).`,
  },

  todo: {
    title: 'To do',
    nothing: 'Nothing waits for you. Watch the room.',
    no_cells: () => 'The wall has no slot or no space yet',
    nobody: () => 'Nobody has come in yet: try with your own phone.',
    announce: (n: number) => `${count(n, 'topic', 'topics')} to announce aloud`,
    place: (n: number) => `${count(n, 'topic', 'topics')} to place on the wall`,
    open_groups: (n: number) => `${count(n, 'group', 'groups')} of this slot to open`,
    pen: (n: number) => `${count(n, 'group', 'groups')} without a pen`,
    records: (n: number) => count(n, 'report not shown yet', 'reports not shown yet'),
    axes: () => 'Gather the contributions under axes',
    sources: (n: number) => `${count(n, 'axis', 'axes')} without a contribution`,
  },

  queue: {
    title: 'At the microphone',
    empty: 'No topic waits for the microphone.',
    now: 'Speaks now',
    next: 'Comes next',
    announce: 'Announced',
    announceThis: (title: string) => `Announced: ${title}`,
    announced: (title: string) => `Announced: ${title}`,
    up: (title: string) => `Earlier: ${title}`,
    down: (title: string) => `Later: ${title}`,
    leave: (title: string) => `Out of the queue: ${title}`,
    left: (title: string) => `Out of the queue: ${title}`,
    moved: (title: string, n: number) => `“${title}” is now number ${number(n)}.`,
  },

  door: {
    title: 'The door',
    sheet: 'Print the sheet for the door',
    qr: 'Code to scan with a phone to come into the forum',
    code: 'Code',
    sameNetwork: 'Phones must be on the same network as this computer.',
    address: 'Address shown',
    isOpen: 'The door is open.',
    isClosed: 'The door is closed.',
    open: 'Open the door',
    close: 'Close the door',
    opened: 'The door is open.',
    closed: 'The door is closed.',
  },

  screen: {
    open: 'Open the room’s screen',
    label: 'Room’s screen',
    blocked: 'The browser kept the window closed.',
    here: 'Open the screen',
    show: 'Show on the screen',
    shown: (what: string) => `Room’s screen: ${what}`,
    moment: 'By the moment',
    scenes: {
      enter: 'Way in',
      principles: 'Principles',
      wall: 'Wall',
      clock: 'Timer',
      news: 'Reports',
      axes: 'Axes',
      thanks: 'Thanks',
    },
    results: 'Results',
    previous: 'Page before',
    next: 'Next page',
  },

  wall: {
    grid: 'Wall: slots and spaces',
    slot: 'Slot',
    places: (n: number) => count(n, 'seat', 'seats'),
    toPlace: (n: number) => `To place (${number(n)})`,
    noTopics: 'No topic yet.',
    allPlaced: 'Every topic has a place.',
    noCells: 'The wall needs at least one slot and one space.',
    interested: (n: number) => `${number(n)} interested`,
    interestedWord: ' interested',
    newTopic: 'New topic',
    topicTitle: 'Topic',
    topicHint: 'One sentence, in the person’s own words.',
    topicQuestion: 'Question or details (optional)',
    propose: 'Propose',
    proposed: (title: string) => `Proposed: ${title}`,
    slotAdded: 'Slot added.',
    spaceAdded: (label: string) => `Space added: ${label}`,
    inHand: 'Topic in hand',
    placing: 'In hand:',
    howTo: 'Choose a free cell. Escape puts it back.',
    howToPhone: 'Choose a free place below.',
    pickFirst: 'Free cell. Pick a topic first.',
    pickedNow: (title: string) => `In hand: ${title}. Choose a free cell.`,
    cancelled: 'Put back.',
    placeHere: 'Place here',
    placeAt: (space: string, slot: string) => `Place here: ${space}, ${slot}`,
    freeAt: (space: string, slot: string) => `Free cell: ${space}, ${slot}`,
    free: 'free',
    takenBy: (title: string) => `Cell taken: ${title}`,
    move: 'Move…',
    moveThis: (title: string) => `Move: ${title}`,
    place: 'Place…',
    unplace: 'Take off the wall',
    busyTitle: 'Same person, same time',
    busy: (slot: string) => `The host of this topic already has one in the slot ${slot}. Place it all the same?`,
    placeAnyway: 'Place all the same',
    takenTitle: 'Cell already taken',
    takenFree: (space: string, slot: string) => `The cell was taken a moment ago. Free nearby: ${space}, ${slot}.`,
    takenFull: 'The cell was taken a moment ago, and the wall is full. Add a space or a slot.',
    placeThere: 'Place there',
    done: {
      placed: 'Topic placed.',
      moved: 'Group moved.',
      unplaced: 'Taken off the wall.',
    },
  },

  groups: {
    hide: 'Hide',
    hideTitle: 'Hide the title',
    hideThis: (title: string) => `Hide: ${title}`,
    hideSure: 'Hide these words for ever?',
    hideText: 'The text disappears everywhere, from the export too. In its place stands that the facilitator took it off. There is no way back.',
    hideKeep: 'Keep them',
    more: 'Show all',
    all: 'All groups',
    none: 'No group. Place topics first.',
    offWall: 'Off the wall',
    states: { planned: 'planned', open: 'open', closed: 'finished' },
    open: 'Open',
    openThis: (title: string) => `Open: ${title}`,
    openAll: (n: number) => `Open the ${number(n)} groups`,
    close: 'Finish the group',
    closeAll: (n: number) => form(n, { one: 'End the group', other: `End the ${number(n)} groups` }),
    closed: (n: number) =>
      form(n, { one: 'Group finished, report posted.', other: `${number(n)} groups finished, reports posted.` }),
    reopen: 'Reopen the group',
    reopened: 'Group reopened.',
    post: 'Post the report',
    isPosted: 'The report is posted.',
    pen: 'Pen',
    noPen: 'Nobody holds the pen.',
    holdsPen: 'holds the pen',
    penOf: (name: string) => `${name} holds the pen.`,
    handPen: 'Hand the pen to',
    give: 'Hand over',
    latest: 'What is being written',
    showFresh: (n: number) => `Show ${count(n, 'new contribution', 'new contributions')}`,
    nothingYet: 'Nothing written yet.',
  },

  axes: {
    toPlace: 'To place',
    unplaced: (n: number, all: number, aside: number) =>
      n > 0
        ? `${number(n)} of ${number(all)} to place`
        : all === 0
          ? 'Nothing to place'
          : aside === 0
            ? 'Everything is placed'
            : 'Nothing left to place',
    coverage: (parts: Coverage) => {
      const all = Object.values(parts).reduce((sum, n) => sum + n, 0);
      const said = [
        `${number(parts.attached)} attached`,
        ...some(parts.duplicates, 'duplicate', 'duplicates'),
        ...some(parts.not_attached, 'not attached', 'not attached'),
        ...some(parts.outside_territory, 'outside the territory', 'outside the territory'),
        ...some(parts.taken_back, 'taken back', 'taken back'),
        `${number(parts.unexamined)} not looked at`,
      ];
      return `${count(all, 'contribution', 'contributions')}: ${said.join(', ')}.`;
    },
    closeSorting: 'Sorting is done',
    sortingClosed: 'Sorting is done: what became of each contribution is said.',
    reopenSorting: 'Reopen sorting',
    unsorted: (n: number) =>
      `Sorting is not done: ${count(n, 'contribution has', 'contributions have')} not been looked at yet.`,
    seeUnsorted: (n: number): string => (n === 1 ? 'Show it' : 'Show them'),
    aside: { not_attached: 'Not attached', outside_territory: 'Outside the territory' },
    duplicateOf: 'Duplicate of:',
    orAside: 'Or set aside:',
    setAside: (n: number, aside: Aside) =>
      `Set ${count(n, 'contribution', 'contributions')} aside: ${aside === 'not_attached' ? 'not attached' : 'outside the territory'}`,
    asideTitle: 'Set aside',
    seeAside: (n: number) => `See those set aside (${number(n)})`,
    seeToPlace: (n: number) => `Back to what is to place (${number(n)})`,
    lookAgain: 'Put back to place',
    lookAgainAt: (text: string) => `Put back to place: ${text}`,
    noneAside: 'Nothing like this set aside. Change the filter.',
    allLookedAt: 'Every contribution stands under an axis or is set aside.',
    group: 'Group',
    allGroups: 'All groups',
    kind: 'Kind',
    allKinds: 'All kinds',
    search: 'Look for a word',
    nearly: 'Written nearly so:',
    filters: (n: number) => (n === 0 ? 'Filter' : `Filter (${number(n)})`),
    noFilter: 'Show all',
    found: (n: number, all: number) => `${count(n, 'contribution', 'contributions')} found of ${number(all)}.`,
    foundHere: (n: number, all: number) => `${number(n)} of ${number(all)} found here`,
    slot: 'Slot',
    allSlots: 'All slots',
    support: 'Supports',
    anySupport: 'With or without support',
    atLeast: (n: number) => `At least ${count(n, 'support', 'supports')}`,
    reading: 'Reading',
    readOrNot: 'Read or not',
    unread: (n: number) => `Unread (${number(n)})`,
    markRead: (n: number) => `Mark all as read (${number(n)})`,
    sumsUp: 'Well summed up?',
    sumsUpThis: (name: string) => `Well summed up? ${name}`,
    drawn: (n: number, all: number) => `${count(n, 'contribution', 'contributions')} drawn by lot of ${number(all)}:`,
    itDoes: 'Yes',
    drawAgain: 'Draw others',
    notThis: 'Not this one',
    notThisOne: (text: string) => `Not this one, take it in hand: ${text}`,
    nothingSaid: 'The groups have not written anything yet.',
    allPlaced: 'Every contribution stands under an axis.',
    noneShown: 'Nothing like this to place. Change the filter.',
    none: 'No axis. Pick contributions that belong together, then “New axis”.',
    pickAll: (n: number) => `Pick all (${number(n)})`,
    alsoElsewhere: (n: number) => `also under ${count(n, 'other axis', 'other axes')}`,
    disagreements: (n: number) => count(n, 'disagreement', 'disagreements'),
    empty: 'Nothing under this axis yet.',
    fold: (name: string) => `Fold: ${name}`,
    unfold: (name: string) => `Unfold: ${name}`,
    placeHere: (n: number) => `Place here (${number(n)})`,
    placeUnder: (n: number, letter: string, name: string) =>
      `Place ${count(n, 'contribution', 'contributions')} under ${letter}: ${name}`,
    change: 'Change…',
    changeThis: (name: string) => `Change the axis: ${name}`,
    create: 'New axis',
    newAxis: 'New axis',
    split: 'Split off as a new axis',
    createWith: (n: number) =>
      `${count(n, 'contribution goes', 'contributions go')} under this axis. A sentence that they would sign.`,
    name: 'Name of the axis',
    nameHint: 'A sentence, not a label: “Getting around without a car”.',
    nameMissing: 'Give this axis a name.',
    rename: 'Rename',
    remove: 'Remove this axis',
    askRemove: 'Remove this axis?',
    explainRemove: (n: number) =>
      form(n, {
        one: 'Its contribution will be to place again.',
        other: `Its ${number(n)} contributions will be to place again.`,
      }),
    halve: 'Suggest a cut in two',
    halving: 'Looking for a cut…',
    noHalves: 'The machine finds no cut in this axis.',
    halved: (n: number) => `${count(n, 'contribution', 'contributions')} in hand, to split off if that suits.`,
    confirm: 'Confirm',
    confirmThis: (text: string) => `Confirm here: ${text}`,
    confirmed: 'confirmed',
    letGo: 'No longer confirm',
    letGoThis: (text: string) => `No longer confirm: ${text}`,
    mergeInto: 'Merge into',
    mergeHint: 'All that is here goes under the other axis, which keeps its name.',
    inHand: 'Contributions in hand',
    picked: (n: number) => `${number(n)} in hand. Place under:`,
    working: 'Placing…',
    detach: 'Put back to place',
    keep: 'Keep here too',
    putBack: 'Put back.',
    voteOpen: 'The vote is open: axes do not change any more.',
    frozen: 'The forum has ended: axes do not change any more.',
    done: {
      placed: (n: number, axis: string) => `${count(n, 'contribution', 'contributions')} placed under “${axis}”.`,
      detached: (n: number) => `${count(n, 'contribution', 'contributions')} put back to place.`,
      created: (axis: string) => `Axis created: ${axis}`,
      renamed: (axis: string) => `Axis renamed: ${axis}`,
      merged: (axis: string, into: string) => `“${axis}” merged into “${into}”.`,
      removed: (axis: string) => `Axis removed: ${axis}`,
      confirmed: 'Contribution confirmed where it is.',
      letGo: 'Contribution no longer confirmed.',
      setAside: (n: number, aside: Aside) =>
        `${count(n, 'contribution', 'contributions')} set aside: ${aside === 'not_attached' ? 'not attached' : 'outside the territory'}.`,
      lookedAtAgain: 'Contribution put back to place.',
      sortingClosed: 'Sorting is done.',
      sortingReopened: 'Sorting is open again.',
      took: (n: number) => `${count(n, 'heap', 'heaps')} taken over as axes.`,
    },
  },

  suggestion: {
    first: 'Suggest a first sorting',
    next: 'Suggest the rest of the sorting',
    again: 'Suggest again',
    asking: 'The machine compares the contributions. You can go on.',
    unreachable: 'The suggestion did not arrive. Nothing has changed. Check the network, then try again.',
    titleFirst: 'First sorting, suggested by the machine. Nothing is decided.',
    titleNext: 'Rest of the sorting, suggested by the machine. Nothing is decided.',
    wordsAlone: 'Only the words were compared, not what they mean.',
    tooFew: 'There are still too few contributions to suggest heaps.',
    noMoreHeaps: 'No other heap to suggest.',
    alone: 'With one axis nothing says what fits under it well or badly: there is nothing to compare with.',
    unmet: (wished: number, given: number) =>
      `You wished for ${number(wished)}: the contributions fall into ${number(given)}, and no better.`,
    unmetByAxes: (wished: number, axes: number) =>
      `You wished for ${number(wished)}: ${count(axes, 'axis stands', 'axes stand')} for some of them already.`,
    found: (heaps: number, apart: number) =>
      `${count(heaps, 'heap', 'heaps')} suggested, ${count(apart, 'contribution', 'contributions')} under none.`,
    later: (n: number) =>
      `${count(n, 'contribution', 'contributions')} written since: suggest again to sort ${form(n, { one: 'it', other: 'them' })} too.`,
    heaps: 'Number of heaps',
    automatic: 'Heaps: automatic',
    wished: (n: number) => `${number(n)} heaps`,
    close: 'Close the suggestion',
    closed: 'Suggestion closed. Nothing has changed.',
    suggestion: 'Suggestion',
    apart: 'Under no axis',
    noneApart: 'Every contribution is in a heap or under an axis.',
    heap: (n: number) => `Heap ${number(n)}`,
    heapCount: (n: number) => `${count(n, 'heap', 'heaps')} suggested`,
    roomWords: 'The room’s words',
    inWords: (words: string) => `The room’s words: ${words}`,
    saidBy: (voices: number) => `said by ${common.people(voices)}`,
    quote: (text: string) => `“${text}”`,
    sumsUp: 'Does this sentence sum them up?',
    edge: 'At the edge of the heap:',
    drawn: 'Drawn by its number:',
    otherWords: 'The rest of the heap',
    foldHeap: (n: number) => `Fold heap ${number(n)}`,
    unfoldHeap: (n: number) => `Unfold heap ${number(n)}`,

    take: 'Take over as an axis',
    takeThis: (n: number) => `Take over as an axis: heap ${number(n)}`,
    takeHint: (n: number) =>
      `${count(n, 'contribution comes', 'contributions come')} under this axis. A sentence that they would sign.`,
    fill: 'Suggestion: start from the room’s words',
    fillWith: (text: string) => `Start from: ${text}`,
    takeAll: 'Take over all',
    takeAllTitle: 'Take the heaps over as axes',
    takeAllHint: 'Each name starts from a sentence of the room: correct it. A heap without a name is not taken over.',
    takeAllNow: (n: number) => form(n, { one: 'Take over this heap', other: `Take over ${number(n)} heaps` }),
    nameOf: (n: number, contributions: number) => `Heap ${number(n)}, ${count(contributions, 'contribution', 'contributions')}`,
    noName: 'Name one heap at least.',

    fits: {
      well: 'fits well here',
      rather: 'rather here',
      hesitates: (here: string, other: string | undefined) =>
        other ? `hesitates between ${here} and ${other}` : 'hesitates',
    },
    elsewhere: {
      well: (there: string) => `would fit well ${there}`,
      rather: (there: string) => `would rather go ${there}`,
      hesitates: (there: string) => `might go ${there}`,
    },
    putUnder: (letter: string) => `Put under ${letter}`,
    putUnderThis: (letter: string, text: string) => `Put under ${letter}: ${text}`,
    leave: 'Leave here',
    leaveThis: (text: string) => `Leave here: ${text}`,
    nowhere: 'nowhere for now',
    nearest: (there: string) => `nowhere for now; nearest: ${there}`,
    also: (there: string) => `also ${there}`,
    under: (letter: string) => `under ${letter}`,
    inHeap: (n: number) => `in heap ${number(n)}`,
    theHeap: (n: number) => `heap ${number(n)}`,
    whyHere: 'Why here?',
    why: 'Why?',
    whyThis: (label: string, text: string) => `${label} ${text}`,
    sharedWords: 'Words in common:',
    saidByGroups: (groups: number) => `said by ${common.groups(groups)}`,
    near: 'The nearest:',
    groupShare: (here: number, all: number, title: string) =>
      `${number(here)} of the ${count(all, 'contribution', 'contributions')} of the group “${title}” ${form(here, { one: 'is', other: 'are' })} here.`,
    byMeaning: 'No word in common: near in meaning, and the machine cannot say why.',
    almost: 'Almost the same as:',
    like: 'Close to:',
    opposite: 'Careful: perhaps the opposite.',
    unlike: 'Not the same',
    unlikeThis: (text: string) => `Not the same: ${text}`,
    unliked: 'These two contributions will not be linked again.',
    alike: (n: number) => `close to ${form(n, { one: 'another', other: `${number(n)} others` })}`,
    alikeAlmost: (n: number) => `almost the same as ${form(n, { one: 'another', other: `${number(n)} others` })}`,

    couldCome: (n: number) => count(n, 'contribution could come here', 'contributions could come here'),
    liesNow: (there: string) => `now ${there}`,
    waits: 'to place',
    accept: 'Put here',
    acceptThis: (text: string) => `Put here: ${text}`,
    acceptAll: (n: number) => `Put all here (${number(n)})`,
    decline: 'Does not belong here',
    declineThis: (text: string) => `Does not belong here: ${text}`,
    declined: 'Will not be suggested under this axis again.',

    review: (n: number) => `Look through the hesitant ones (${number(n)})`,
    reviewTitle: 'Look through the hesitant contributions',
    someOf: (n: number, all: number) => `The first ${number(n)} of the ${number(all)} that hesitate.`,
    progress: (at: number, all: number) => `${number(at)} of ${number(all)}`,
    keys: 'One key for each choice. Escape stops.',
    stays: (where: string) => `Stays under ${where}`,
    goes: (where: string) => `Goes under ${where}`,
    nowhereKey: 'Under no axis',
    skip: 'Skip',
    enterKey: 'Enter',
    deleteKey: 'Del',
    reviewed: (n: number) => `Nothing left to look through. ${count(n, 'contribution', 'contributions')} confirmed.`,
    skipped: 'Skipped, not confirmed.',
  },

  vote: {
    before: (dots: number, perAxis: number) =>
      `Each person places ${count(dots, 'dot', 'dots')}, at most ${number(perAxis)} on one axis. Axes do not change during the vote.`,
    needsAxes: 'A vote needs at least two axes.',
    needsSources: (n: number) =>
      form(n, {
        one: 'Nothing stands under one axis. Place a contribution there, or remove the axis:',
        other: `Nothing stands under ${number(n)} axes. Place contributions there, or remove these axes:`,
      }),
    ballot: 'What the vote is about',
    open: 'Open the vote',
    reopen: 'Reopen the vote',
    opened: 'The vote is open.',
    voters: (n: number, of: number) =>
      n === 0 ? `${count(of, 'person', 'people')} can vote.` : `${count(n, 'person has voted', 'people have voted')} of ${number(of)}`,
    secret: 'Dots stay secret until the vote is closed, for you too.',
    close: 'Close the vote',
    closed: 'The vote is closed.',
    askClose: 'Close the vote?',
    explainClose:
      'The results are shown to everybody if five people or more voted, and dots that arrive later do not count.',
    kept: 'Until the vote is closed for good, this computer keeps the key that links ballots to people.',
    final: 'The vote is closed for good. The key of the ballots is destroyed: nobody can find out any more who chose what.',
    seal: 'Close for good',
    askSeal: 'Close the vote for good?',
    explainSeal:
      'The key that links ballots to people is destroyed. The vote cannot be reopened, and this cannot be undone.',
    voted: (n: number) => count(n, 'person voted', 'people voted'),
    results: 'Results of the vote',
    result: (dots: number, people: number) => `${common.dots(dots)}, ${common.people(people)}`,
    profile: 'Dots say what to start with. They do not decide.',
  },

  people: {
    all: (n: number) => `Everybody (${number(n)})`,
    noCollege: 'no college',
    college: 'College',
    nobody: 'Nobody has come in yet.',
    notFound: 'Nobody of this name here.',
    here: 'here',
    away: 'phone asleep',
    edit: 'Correct',
    editThis: (name: string) => `Correct: ${name}`,
    name: 'First name or name',
    renamed: (name: string) => `Name corrected: ${name}`,
    remove: 'Remove this person',
    removeWhat: (name: string) =>
      `${name} leaves the forum: their phones close and cannot come back, their return code no longer works. Their place in the group, the pen, their interests and supports go, and their dots too as long as nobody has counted them.`,
    removeWords:
      'What they wrote and proposed can stay, without their name beside contributions, or be erased for ever: names, topics, questions, contributions, disagreements. A trace without words remains.',
    removeKeep: 'Remove, keep their words',
    removeErase: 'Remove and erase their words',
    removed: (name: string) => `${name} has left the forum.`,
    collegeSet: (name: string) => `College corrected: ${name}`,
  },

  helpers: {
    title: 'Who facilitates with you',
    explain:
      'Each link facilitates this forum only. It can be taken back at any time; links and screens opened with it are taken back too.',
    first: 'Whoever created the forum',
    kinds: { facilitator: 'facilitation', projector: 'room’s screen' },
    add: 'Add a person',
    label: 'Whom is this link for?',
    labelHint: 'A first name is enough.',
    make: 'Make the link',
    linkReady: 'To be opened on the other device, on the same network. This link gives every right on this forum.',
    qr: 'Code of the facilitator’s link',
    noQr: 'The code could not be drawn. Copy the link.',
    link: 'Link',
    once: 'It will not be shown again. If it is lost, take it back and make another one.',
    revoke: 'Take back',
    revokeThis: (label: string) => `Take back the link: ${label}`,
    revoked: (label: string) => `Link taken back: ${label}`,
  },

  settings: {
    hall: 'Date and time of the hall',
    date: 'First day',
    dateHint: 'Slots without a day are on this one.',
    timeThere: (time: string) => `It is ${time} there.`,
    remove: 'Remove',
    forum: 'The forum',
    dotsPerAxis: 'Dots on one axis, at most',
    topicsPerPerson: 'Topics per person, at most',
    noLimit: 'Empty: no limit.',
    placesWrong: 'Give a whole number from 1, or leave it empty.',
    saved: 'Settings saved.',
    removed: 'Removed.',
    territory: 'Names of places, one a line',
    territoryHint:
      'Towns, streets, quarters. These names say where, not what it is about: the machine leaves them aside when it suggests a sorting.',
    territoryLong: (name: string, by: number) => `“${name}”: ${count(by, 'character', 'characters')} too many.`,
    territoryMany: (by: number) => `${count(by, 'name', 'names')} too many.`,
    screen: 'This screen',
  },

  ending: {
    title: 'Keep and end',
    download: 'Download everything',
    downloadHint: 'The book of reports, the digest, the action forms, the table of contributions and the data, in one ZIP file. Nobody is named in it; the vote stays anonymous.',
    downloaded: (name: string) => `Downloaded: ${name}`,
    printBook: 'Print the book',
    files: {
      book: 'Book of reports',
      named: 'Book with the names of those who agreed',
      digest: 'Digest of a few pages',
      forms: 'Action forms to fill, one an axis',
      table: 'Table of contributions',
      data: 'Data',
    },
    formats: {
      docx: 'Word (DOCX)',
      odt: 'LibreOffice (ODT)',
      html: 'Page to read (HTML)',
      xlsx: 'Excel (XLSX)',
      ods: 'LibreOffice (ODS)',
      csv: 'Text (CSV)',
      json: 'Without names (JSON)',
    },
    withNames: 'Download with names',
    askNames: 'Download with names?',
    explainNames: (authors: boolean) =>
      `This file says what each person is called, and who proposed which topic. ${authors ? 'It also says who wrote what, which the room has not seen. ' : ''}Give it only to those who answer for it.`,
    unreachable: 'The file could not be loaded. Try again in a moment.',
    end: 'End the forum',
    ask: 'End the forum?',
    explain: 'Groups finish, axes and dots are frozen for ever. The forum can be reopened, the vote cannot.',
    ended: 'Forum ended',
    isEnded: 'The forum has ended.',
    reopen: 'Reopen the forum',
  },
} satisfies FacilitatorWords;
