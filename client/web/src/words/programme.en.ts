import type { Document, Fault, Warning } from '../protocol/programme';
import { plurals } from './plurals';
import type { ProgrammeWords } from './programme.fr';

const { count, form, number } = plurals('en');

function faults(fault: Fault): string {
  switch (fault.fault) {
    case 'unknown':
      return 'this page is older than the server. Reload it.';
    case 'missing':
      return 'this has to be filled in.';
    case 'not_a':
      return notA[fault.kind] ?? 'this does not fit here. Write it another way.';
    case 'not_one_of':
      return 'there is no such choice. Take one of the list.';
    case 'out_of_range':
      return `it takes a number from ${number(fault.min)} to ${number(fault.max)}.`;
    case 'too_precise':
      return fault.decimals === 0 ? 'it takes a whole number.' : `${count(fault.decimals, 'decimal', 'decimals')} at most.`;
    case 'too_long':
      return `too long by ${count(fault.by, 'character', 'characters')}. Shorten it a little.`;
    case 'too_many':
      return `${number(fault.max)} at most. Take some away.`;
    case 'twice':
      return 'this is the same thing twice. Keep one.';
    case 'bad_text':
      return 'a sign of this text cannot be kept. Write it another way.';
    case 'no_such_item':
      return 'it is no longer there. Choose something else.';
    case 'fixed':
      return 'this does not change any more. Add a new one instead.';
    case 'one_of':
      return 'fill in one or the other, not both.';
  }
}

const notA: Record<string, string> = {
  number: 'it takes a number, such as 12 or 12.5.',
  amount: 'it takes a number, such as 12 or 12.5.',
  year: 'it takes a year, such as 2027.',
  day: 'write 2027-03-12, 2027-03 or 2027.',
  point: 'write longitude and latitude, such as 0.4 ; 46.1.',
  commune_code: 'an official code has five signs, such as 86078 or 2A004.',
};

const warnings: Record<Warning, string> = {
  no_resident: 'There is no resident in this group.',
  no_member: 'Nobody sits in it yet.',
  no_minutes: 'The meeting was held, its minutes are missing.',
  no_source: 'The source is not said: the figure cannot be checked.',
  no_weight: 'A weighted mean needs an indicator that it is weighted by.',
  more_returned: 'More came back than was handed out.',
  more_processed: 'Processed and rejected are more than what came back.',
  no_consent: 'It is not known yet what may be published of this interview.',
  ends_before: 'The end is before the start.',
  no_choice: 'No choice is offered.',
};

const documents: Record<Document, string> = {
  presentation: 'Presentation of the programme',
  composition: 'Who sits in the committees',
  diagnosis: 'Diagnosis',
  results: 'Results of a questionnaire',
  interviews: 'Synthesis of a field of interviews',
  minutes: 'Minutes of a committee',
  newsletter: 'Newsletter',
};

export const en: ProgrammeWords = {
  title: 'Bourdon, programme',
  save: 'Save',
  add: 'Add',
  remove: 'Remove',
  again: 'Try again',
  reload: 'Reload the page',
  notLoaded: 'This page did not come. Reload it when the network is there.',
  offline: (waiting) =>
    waiting === 0 ? 'No network. You can go on reading and writing.' : `No network. ${count(waiting, 'change is', 'changes are')} kept here and sent as soon as possible.`,
  keptHere: 'Kept on this device and sent as soon as possible. You can close this.',
  menu: 'Parts of the programme',
  undone: (text) => `Undone: ${text}`,
  trouble: 'What was not done',
  closed: {
    not_allowed: 'This link does not open this programme any more. Ask whoever runs it for another one.',
    version: 'The server was updated. Reload the page.',
    too_many_screens: 'This programme is open on too many screens. Close one.',
    fault: 'The server did not understand this page. Reload it.',
  },

  pages: {
    home: 'Home',
    territory: 'Territory',
    committees: 'Committees',
    diagnosis: 'Diagnosis',
    campaigns: 'Questionnaires',
    interviews: 'Interviews',
    forums: 'Forums',
    cards: 'What was said',
    publications: 'Publications',
    access: 'Access',
  },

  list: {
    title: 'Your programmes',
    create: 'New programme',
    none: 'There is no programme on this server yet.',
    noKey: 'This device opens no programme yet.',
    whereKey: 'Open the facilitator’s link that Bourdon shows when it starts, or the link that you were given by whoever runs the programme.',
    noLonger: 'This server does not know this device any more. Open the facilitator’s link again.',
    unreachable: 'The server does not answer. Check the network, then try again.',
    damaged: (code) => `Programme ${code}: cannot be read`,
    damagedHelp: 'Its data are damaged. “bourdon check” says what is wrong.',
    forums: 'Your forums',
    unnamed: 'Programme without a name',
  },

  wayIn: {
    title: 'Welcome',
    asking: 'Opening…',
    refused: 'This link opens nothing, or nothing any more. Ask for another one.',
    unreachable: 'The server does not answer. Check the network, then try again.',
  },

  create: {
    title: 'New programme',
    explain: 'Four lines are enough to begin. All of it can be corrected later.',
    starter: 'Begin with the usual lists',
    starterHint: 'Ten themes, seven fields of interviews, three committees, four phases: change them as you like.',
    make: 'Create the programme',
    themes: ['Early childhood', 'Childhood', 'Youth', 'Parenthood', 'Access to rights', 'Digital inclusion', 'Community life', 'Housing', 'Disability', 'Social support'],
    fields: ['Education and youth work', 'Farming', 'Social action', 'Mobility', 'Employment and integration', 'Health', 'Social support'],
    committees: { steering: 'Steering committee', technical: 'Technical committee', restricted: 'Restricted steering committee' },
    phases: ['Launch', 'Shared diagnosis', 'Axes and action plan', 'Signature'],
  },

  values: {
    withheld: 'statistical secrecy',
    notCosted: 'not costed',
    atLeast: (n) => `more than ${n}`,
    yes: 'yes',
    no: 'no',
    missing: 'to be filled in',
    none: '—',
  },

  forms: {
    required: (label) => `${label} (needed)`,
    optional: 'The rest can wait.',
    linesHint: 'One a line',
    dayHint: '2027-03-12, 2027-03 or 2027',
    pointHint: 'Longitude ; latitude',
    codeHint: 'Five signs, that of Insee',
    unpublished: 'Stays in the office: it is never published.',
    amount: 'What is known',
    amountKinds: { '': 'Nothing yet', exact: 'A number', at_least: 'More than…', withheld: 'Statistical secrecy', not_costed: 'Not costed' },
    number: 'Number',
    choose: 'Choose…',
    nothingToChoose: 'There is nothing to choose yet.',
    edit: (what) => `Edit: ${what}`,
    adding: (noun) => `Add: ${noun}`,
    draft: 'There is a draft here that was not saved.',
    discard: 'Discard',
    gone: 'This was just removed elsewhere. What you typed is still below.',
    otherWrote: (who) => `${who ?? 'Somebody else'} wrote meanwhile:`,
    otherEmptied: (who) => `${who ?? 'Somebody else'} emptied this field meanwhile.`,
    yours: 'You wrote:',
    keepOwn: 'Keep my text',
    takeOther: 'Take the other',
    chooseFirst: 'Choose one of the two texts first, then save.',
  },

  items: {
    none: 'There is nothing here yet.',
    editThis: (what) => `Edit: ${what}`,
    added: (noun, what) => `${noun}: “${what}” is there.`,
    saved: (what) => `“${what}” is saved.`,
    removeAsk: (what) => `Remove “${what}”?`,
    removeWhat: (n) =>
      n === 0
        ? 'Its words are erased, but for those that were published already. This cannot be undone.'
        : `${form(n, { one: 'What depends on it goes', other: `The ${number(n)} things that depend on it go` })} too. The words are erased, but for those that were published already. This cannot be undone.`,
    removed: (what) => `“${what}” is removed.`,
    gone: 'What you look for is no longer there.',
    count: (n) => count(n, 'item', 'items'),
    erased: 'Erased',
    search: 'Search',
    notFound: 'None fits.',
    actions: 'Do',
  },

  home: {
    phases: 'The calendar',
    addPhase: 'Add a phase',
    noPhases: 'There is no phase yet. Add one to know where you are.',
    now: 'now',
    next: 'next',
    done: 'done',
    until: (day) => `until ${day}`,
    from: (day) => `from ${day}`,
    span: (start, end) => `${start} – ${end}`,
    nowIs: (phase) => `Now: ${phase}`,
    nextIs: (phase) => `Next: ${phase}`,
    todo: 'What is waiting',
    nothing: 'Nothing is waiting. Well done.',
    more: (n) => `Show ${number(n)} more`,
    parts: 'How far each part is',
    identity: 'The programme',
    question: 'The question',
    due: (day) => `due ${day}`,
    late: 'late',
    noDate: 'without a date',
    meeting: (day) => `Meeting on ${day}`,
    counts: {
      territory: (n) => count(n, 'commune', 'communes'),
      committees: (n) => count(n, 'committee', 'committees'),
      diagnosis: (n) => count(n, 'indicator', 'indicators'),
      campaigns: (n) => count(n, 'campaign', 'campaigns'),
      interviews: (n) => count(n, 'interview', 'interviews'),
      forums: (n) => count(n, 'forum', 'forums'),
      cards: (n) => count(n, 'statement', 'statements'),
      publications: (n) => count(n, 'publication', 'publications'),
    },
  },

  campaign: {
    open: 'Open to answers online',
    openNow: 'Open',
    about: 'The campaign',
    onlyAfter: (question) => `only after: ${question}`,
    openAsk: 'Open to answers online?',
    openExplain: 'Whoever has the link can answer, without an account. With numbered sheets it takes the number of a sheet and its four letters: one answer a sheet. This choice does not change later, since sheets are printed.',
    free: 'An open link, without numbers',
    numbered: 'One answer a numbered sheet',
    close: 'Close to answers online',
    reopen: 'Open to answers online again',
    isOpen: 'Open: one can answer online.',
    isClosed: 'Closed: one cannot answer online.',
    link: 'Link to hand out',
    copy: 'Copy the link',
    copied: 'Link copied.',
    notCopied: 'The link cannot be copied here: select it.',
    opened: 'The questionnaire is open.',
    wasClosed: 'The questionnaire is closed.',
    key: 'Key sheets',
    keyAgain: 'Check: key a second time',
    sheets: 'Sheets keyed',
    figures: 'How far the campaign is',
    distributed: 'Handed out',
    returned: 'Come back',
    processed: 'Processed',
    rejected: 'Rejected',
    typed: 'Sheets recorded',
    rateReturned: (rate, atLeast) => `Came back: ${atLeast ? 'more than ' : ''}${rate} of the questionnaires handed out`,
    rateProcessed: (rate, atLeast) => `Processed: ${atLeast ? 'more than ' : ''}${rate} of the questionnaires handed out`,
    missing: (n) => `${count(n, 'batch is', 'batches are')} not counted, for want of a number.`,
    selfSelected:
      'These answers come from people who chose to answer, where the questionnaire was handed out. They speak neither for the whole territory nor for those who were given none.',
    errorRate: (rate, sheets) => `Check of keying: ${rate} of the answers differ in ${count(sheets, 'sheet keyed twice', 'sheets keyed twice')}.`,
    toCheck: (n) => `${count(n, 'sheet', 'sheets')} to be keyed a second time, by somebody else (5% drawn by lot).`,
    noQuestions: 'Write the questions first.',
    order: (n) => `Sheet ${number(n)}`,
    paperNumber: (n) => `no. ${number(n)}`,
    ways: { paper: 'paper', web: 'online', file: 'file' },
    withdraw: 'Leave out',
    takeBack: 'Take in again',
    withdrawn: 'left out',
    differs: (n) => `${count(n, 'answer differs', 'answers differ')} in the second keying`,
    sameTwice: 'keyed twice, without a difference',
    correct: 'Correct',
    noSheets: 'There is no sheet yet.',
    only: 'Latest sheets first',
    withdrawnSaid: (n) => `Sheet ${number(n)} does not count any more.`,
    takenBackSaid: (n) => `Sheet ${number(n)} counts again.`,
    correctedSaid: (n) => `Sheet ${number(n)} is corrected.`,
    up: (what) => `Move up: ${what}`,
    down: (what) => `Move down: ${what}`,
  },

  results: {
    title: 'Results',
    working: 'Full counts, for work: not to be published. What is published from here is protected; small counts are not in it.',
    rows: 'Question',
    columns: 'Cross with',
    nothing: 'Nothing',
    batch: 'Batch',
    commune: 'Commune',
    bounds: 'Bands',
    boundsHint: 'The bounds, as in 18; 30; 60. Without them a scale has a line for each step.',
    band: (from, below) =>
      from === undefined ? `below ${number(below ?? 0)}` : below === undefined ? `${number(from)} and more` : below - from === 1 && Number.isInteger(from) ? number(from) : `${number(from)} to below ${number(below)}`,
    base: (answered, sheets) => `Answers: ${answered} of ${sheets} sheets`,
    others: (empty, notAsked) => `not answered: ${empty} · not asked: ${notAsked}`,
    quartiles: (q) => `Median ${number(q.median)}; half lie between ${number(q.first)} and ${number(q.third)}; from ${number(q.least)} to ${number(q.most)}.`,
    noLines: 'This question has no lines to count: give bands, or read its words under “Words”.',
    answer: 'Answer',
    all: 'All',
    sheets: 'Sheets',
    share: 'Share of answers',
    withheld: 'not published',
    unreachable: 'The server does not answer. The counts come back with it.',
    publish: 'Publish this table',
    publishExplain:
      'Once published, everybody can read this table. Counts that are too small are left out, and others with them, so that nobody can compute them, not even with the tables published before.',
    published: 'The table is published.',
  },

  keying: {
    title: 'Keying sheets',
    again: 'Second keying',
    takeUp: 'Take this sheet up again',
    withNumbers: 'The sheets have a number',
    keys: 'The keys',
    inAll: 'sheets recorded in all',
    batch: 'Batch',
    noBatch: 'Without a batch',
    numbered: 'Number of the sheet',
    numberHint: 'The printed number, or nothing. Then Enter.',
    help: 'One key an answer: 1 to 9 choose; Enter or 0: no answer; arrow up or Backspace: the question before. At the end Enter saves the sheet.',
    helpNumber: 'Type the number, then Enter.',
    helpScale: (min, max) => `One key, from ${number(min)} to ${number(max)}.`,
    helpLetters: 'From a to z beyond the ninth choice.',
    helpSeveral: 'Keys take and give back; Enter goes on.',
    helpText: 'Type the words, then Enter. Shift + Enter breaks the line.',
    helpDate: 'Type the day, such as 2027-03-12, then Enter.',
    empty: 'no answer',
    notAsked: 'not asked',
    save: 'Save the sheet',
    ready: 'The sheet is complete: Enter saves it.',
    saved: (n) => `Sheet saved. ${count(n, 'sheet', 'sheets')} since this page was opened.`,
    question: (n, of) => `Question ${number(n)} of ${number(of)}`,
    notTaken: 'This sheet was not taken:',
    bad: 'This key does not answer this question.',
    nothingToCheck: 'No sheet waits to be keyed a second time by you. What you keyed is for somebody else to check.',
    whichSheet: (n, paper) => `Take the paper of sheet ${paper === undefined ? `${number(n)} (in the order of keying)` : `no. ${number(paper)}`}.`,
    stored: 'Second keying saved.',
  },

  cards: {
    title: 'What was said',
    explain: 'Each source has a column of its own: words do not add up.',
    none: 'Nothing was said yet. Words come from forums, long answers and interviews.',
    evidence: 'Evidence for an axis',
    evidenceOnly: 'Only evidence for an axis',
    marked: 'These words are marked as evidence.',
    unmarked: 'These words are no evidence any more.',
    near: 'Written nearly so:',
    found: (n) => count(n, 'statement', 'statements'),
    kinds: { forum: 'Forum', interview_field: 'Interviews', campaign: 'Questionnaire' },
    notFound: 'No words fit.',
    source: 'Source',
    all: 'All sources',
  },

  publications: {
    title: 'Publications',
    explain: 'What is published everybody may read; a version never changes again.',
    publish: 'Publish…',
    document: 'Which document?',
    of: 'About',
    note: 'What is new in this version',
    ask: 'Publish',
    none: 'Nothing is published yet.',
    version: (n) => `version ${number(n)}`,
    replaced: 'replaced by a later version',
    published: (what) => `“${what}” is published.`,
    newsletters: 'Newsletters',
  },

  access: {
    title: 'Access',
    explain: 'One link a person. Each link can be taken back at any time.',
    officers: 'Who works on the programme',
    members: 'Who sits in a committee',
    addOfficer: 'Let somebody in who works on the programme',
    addMember: 'Let somebody in who sits in a committee',
    officer: 'May read and write everything',
    member: (committees) => `Reads the papers of: ${committees}`,
    first: 'Who created the programme',
    label: 'Who is it?',
    labelHint: 'A first name, a department: what others will see.',
    committees: 'Of which committees?',
    make: 'Make the link',
    link: 'Link to hand over',
    once: 'This link is shown once. Give it to this person only.',
    done: 'Done',
    revoke: 'Take back',
    revokeThis: (who) => `Take back the access of ${who}`,
    revokeAsk: (who) => `Take back the access of ${who}?`,
    revokeWhat: 'Their screens close at once, and the links that were made with theirs too. What was written stays.',
    revoked: (who) => `The access of ${who} is taken back.`,
    needCommittee: 'Choose at least one committee.',
    needLabel: 'Write who it is.',
  },

  territory: {
    find: 'Find a commune',
    findHint: 'Name, official code or postcode',
    vintage: (year) => `Communes as of 1 January ${year}, from Insee.`,
    addThis: (name) => `Add ${name}`,
    partOf: (name) => `in ${name}`,
    notFound: 'There is no commune of this name. You can add it by hand.',
    already: 'there already',
    population: (n, atLeast) => `${atLeast ? 'more than ' : ''}${n} inhabitants in all`,
    populationOf: (known, all) => `(${number(known)} of ${number(all)} communes have a figure)`,
  },

  nouns: {
    programme: 'The programme',
    commune: 'Communes',
    phase: 'Phases',
    committee: 'Committees',
    member: 'Members',
    meeting: 'Meetings',
    decision: 'Decisions',
    theme: 'Themes',
    indicator: 'Indicators',
    figure: 'Figures',
    campaign: 'Campaigns',
    question: 'Questions',
    choice: 'Choices',
    place: 'Places of distribution',
    batch: 'Batches',
    interview_field: 'Fields of interviews',
    interview: 'Interviews',
    verbatim: 'Verbatims',
    forum: 'Forums',
    contribution: 'Contributions',
    newsletter: 'Newsletters',
  },

  warnings,
  documents,
  faults,
  refusals: {
    CHANGED_MEANWHILE: (field) => `Somebody else changed “${field}” meanwhile. Look at what it says, then try again.`,
    NOTHING_ANSWERED: 'This sheet answers nothing. Count it among the rejected ones of its batch instead.',
    TELLS_SMALL_COUNTS: 'This table, with what is published already, would give small counts away. Publish it with less detail.',
    CAMPAIGN_CLOSED: 'This questionnaire takes no more answers.',
    SHEET_TAKEN: (n) => `Sheet no. ${number(n)} is recorded already. Check the number.`,
    WRONG_LETTERS: 'These letters do not belong to this number. Check them on the sheet.',
    KEYED_TWICE: 'This sheet was keyed twice already, or by you. It is for somebody else.',
    OUT_OF_TURN: (part) => `The import goes on at part ${number(part)}. Try again.`,
    BAD_FILE: (reason, line) => `This file cannot be taken over so${line === undefined ? '' : ` (line ${number(line)})`}: ${reason}`,
    NOTHING_TO_PUBLISH: 'There is nothing to publish here yet. Fill in this part first.',
    NOT_ALLOWED: 'Your link does not allow this. Ask whoever runs the programme.',
    NOT_FOUND: 'It is no longer there. Go back to the page before.',
    TRY_LATER: 'Too many tries. Wait for a minute, then try again.',
    UNKNOWN_COMMAND: 'This page is older than the server. Reload it.',
    BAD_COMMAND: 'The server did not understand this page. Reload it, then try again.',
    LIMIT_REACHED: (max) => `There are ${number(max)} already, and that is the limit.`,
  },
};
