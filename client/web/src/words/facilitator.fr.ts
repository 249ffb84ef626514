import type { Aside, Coverage, Phase } from '../protocol';
import type { NextStep } from '../facilitator/now/next';
import { fr as common } from './common.fr';
import { plurals } from './plurals';

const { count, form, number } = plurals('fr');

const hours = (time: string): string => {
  const [h = 0, m = 0] = time.split(':').map(Number);
  return common.time(h, m);
};

/** What there is none of is not said. */
const some = (n: number, one: string, other: string): string[] => (n === 0 ? [] : [count(n, one, other)]);

const minutes = (n: number): string => count(n, 'minute', 'minutes');

/** « 2 heures » or « 12 minutes ». */
const duration = (n: number): string =>
  n < 90 ? minutes(n) : n < 36 * 60 ? count(Math.round(n / 60), 'heure', 'heures') : count(Math.round(n / 1440), 'jour', 'jours');

const toPhase: Record<Phase, string> = {
  welcome: 'revenir à l’accueil',
  opening: 'ouvrir le forum',
  marketplace: 'ouvrir la place du marché',
  groups: 'commencer les groupes',
  reading: 'lire les comptes rendus',
  priorities: 'passer aux priorités',
  actions: 'passer aux actions',
  closing: 'clore la journée',
};

const read = (groups: number): string =>
  `terminer ${form(groups, { one: 'le groupe', other: `les ${number(groups)} groupes` })} et lire les comptes rendus`;

function next(step: NextStep): string {
  switch (step.step) {
    case 'phase':
      return `Suivant : ${toPhase[step.phase]}`;
    case 'open_groups':
      return `Suivant : ouvrir ${form(step.groups.length, {
        one: 'le groupe',
        other: `les ${number(step.groups.length)} groupes`,
      })} ${step.day ? `du ${common.day(step.day)}, ` : 'de '}${hours(step.slot.start)}`;
    case 'close_groups':
      return `Suivant : terminer ${form(step.groups.length, {
        one: 'le groupe',
        other: `les ${number(step.groups.length)} groupes`,
      })} de ${hours(step.slot.start)}`;
    case 'read':
      return `Suivant : ${read(step.groups.length)}`;
    case 'open_vote':
      return 'Suivant : ouvrir le vote';
    case 'close_vote':
      return 'Suivant : clore le vote…';
    case 'end':
      return 'Suivant : terminer le forum…';
  }
}

export const fr = {
  title: 'Bourdon, animation',
  menu: 'Pages du forum',
  pages: {
    now: 'Maintenant',
    wall: 'Le mur',
    groups: 'Groupes',
    axes: 'Axes',
    vote: 'Vote',
    people: 'Personnes',
    settings: 'Réglages',
  },
  now: 'Maintenant',
  next,
  nowIs: (phase: string) => `Maintenant : ${phase}.`,
  groupsOpened: (n: number) => `${count(n, 'groupe ouvert', 'groupes ouverts')}.`,
  undone: (what: string) => `Annulé : ${what}`,
  trouble: 'Pas fait',
  acts: {
    about: (act: string, what: string | undefined) => (what ? `${act} : ${what}` : act),
    notDone: (act: string) => `« ${act} » n’a pas été fait.`,
    phase: 'Passer à',
    place: 'Placer',
    move: 'Déplacer',
    withdraw: 'Retirer',
    other: 'Ce que vous aviez demandé',
    copy: 'Copier',
    copied: 'Copié.',
    notCopied: 'Ce navigateur ne copie pas. Sélectionnez le texte.',
  },
  again: 'Réessayer',
  add: 'Ajouter',
  reload: 'Recharger',
  save: 'Enregistrer',
  done: 'C’est fait',
  choose: 'Choisir…',
  print: 'Imprimer',
  corrected: 'Rectifié après affichage.',
  notLoaded: 'Cette page n’a pas pu se charger. Vérifiez le réseau, puis rechargez-la.',
  offline: 'Pas de réseau. Ce que vous faites attend ici et partira au retour du réseau.',
  diskLow:
    'Le disque de l’ordinateur qui sert la salle est presque plein. Faites de la place maintenant : plein, le serveur s’arrête. Ce qui est déjà reçu reste gardé.',
  closed: {
    not_allowed: 'Ce lien n’ouvre plus ce forum. Demandez-en un nouveau à la personne qui anime.',
    version: 'Cette page est plus ancienne que la salle. Rechargez-la.',
    too_many_screens: 'Cette page est ouverte sur trop d’écrans. Fermez-en un, puis rechargez celle-ci.',
    fault: 'La salle ne répond plus à cette page. Rechargez-la.',
  },

  date: (date: string) =>
    new Intl.DateTimeFormat('fr', { dateStyle: 'long', timeZone: 'UTC' }).format(Date.parse(`${date}T00:00:00Z`)),

  wayIn: {
    title: 'Animer un forum',
    asking: 'Ouverture…',
    refused: 'Ce lien n’ouvre rien ici. Prenez celui que le programme affiche en ce moment.',
    unreachable: 'Le serveur ne répond pas. Vérifiez qu’il tourne et que vous êtes sur son réseau.',
    noKey: 'Cet appareil n’anime encore aucun forum.',
    whereKey:
      'Le lien d’animation s’affiche dans la fenêtre où le programme a démarré, à la ligne « Animation ». Ouvrez-le ici, ou demandez un lien à la personne qui anime.',
    noLonger: 'Cet appareil n’a plus accès à la liste. Ouvrez de nouveau le lien d’animation.',
  },

  forums: {
    damaged: (code: string) => `Le forum ${code} ne peut pas être lu`,
    damagedHelp:
      'Ses données sont abîmées ; les autres forums continuent. Sur l’ordinateur du serveur, « bourdon check » dit ce qui manque, et « bourdon restore » remet une sauvegarde dans un nouveau dossier. Ne supprimez rien avant.',
    title: 'Vos forums',
    create: 'Nouveau forum',
    none: 'Aucun forum pour l’instant.',
    unreachable: 'La liste n’a pas pu se charger.',
    states: { open: 'en cours', paused: 'en pause', ended: 'terminé' },
  },

  wifi: {
    title: 'Wi-Fi de la salle',
    hint: 'Facultatif. Il s’affiche sur l’écran de la salle et sur l’affiche, avec un carré à viser. Il est effacé à la fin du forum et n’entre dans aucun fichier.',
    name: 'Nom du réseau',
    password: 'Mot de passe du réseau',
    passwordHint: 'Vide : réseau ouvert.',
    qr: 'Carré à viser pour rejoindre le Wi-Fi de la salle',
    noQr: 'Le carré n’a pas pu se dessiner.',
  },

  create: {
    title: 'Nouveau forum',
    question: 'Question du forum',
    questionHint: 'Une seule question, ouverte, avec les mots de tout le monde.',
    people: 'Combien de personnes attendez-vous ?',
    expected: (people: number, topics: number, slots: number, spaces: number) =>
      `Pour ${count(people, 'personne', 'personnes')}, comptez ${count(topics, 'sujet', 'sujets')} : ${count(slots, 'créneau', 'créneaux')} × ${count(spaces, 'espace', 'espaces')}. Vous pouvez tout changer.`,
    more: 'Gommettes, langue et heure',
    date: 'Date',
    template: 'Durée',
    templates: {
      half_day: { label: 'Demi-journée', hint: '2 créneaux' },
      day: { label: 'Journée', hint: '3 créneaux' },
      evening: { label: 'Soirée', hint: '1 créneau' },
    },
    slots: 'Créneaux',
    slot: (n: number) => `Créneau ${number(n)}`,
    slotName: 'Nom du créneau',
    slotNameHint: 'Facultatif : sans nom, le créneau s’appelle par ses heures.',
    day: 'Jour',
    dayHint: (first: string) => `Vide : ${first} ; avant 5 h du matin, la nuit qui suit.`,
    severalDays: 'Plusieurs jours',
    zone: 'Heure de la salle',
    zoneDiffers: 'Cet ordinateur est réglé sur une autre heure que la salle.',
    start: 'Début',
    end: 'Fin',
    addSlot: 'Ajouter un créneau',
    spaces: 'Espaces',
    spacesHint: 'Un nom que l’on trouve sans plan : « Salle du fond à gauche ».',
    space: (n: number) => `Espace ${number(n)}`,
    spaceName: 'Nom',
    places: 'Places',
    addSpace: 'Ajouter un espace',
    colleges: 'Collèges',
    collegesHint: 'Chaque personne dit pourquoi elle vient. Elle peut aussi ne pas le dire.',
    college: (n: number) => `Collège ${number(n)}`,
    addCollege: 'Ajouter un collège',
    remove: (what: string) => `Enlever : ${what}`,
    dots: 'Gommettes par personne',
    dotsHint: 'Pour choisir par quoi commencer, à la fin.',
    language: 'Langue de la salle',
    languageHint: 'Chaque personne peut en choisir une autre sur son téléphone.',
    languages: [
      { value: 'fr', label: 'Français' },
      { value: 'en', label: 'English' },
    ],
    open: 'Ouvrir la salle',
    unreachable: 'Le serveur ne répond pas. Votre brouillon est gardé ici.',
    wrong: {
      question: 'Écrivez la question du forum.',
      date: 'Choisissez une date.',
      wifi: 'Écrivez aussi le nom du réseau.',
      slots: 'Ajoutez au moins un créneau.',
      spaces: 'Ajoutez au moins un espace.',
      slot: 'Indiquez un début et une fin différents.',
      space: 'Donnez un nom à cet espace, ou enlevez-le.',
      college: 'Donnez un nom à ce collège, ou enlevez-le.',
      long: (by: number) => `Trop long de ${count(by, 'caractère', 'caractères')}.`,
    },
    starters: {
      spaces: ['Grande salle', 'Bibliothèque', 'Préau', 'Cuisine', 'Jardin'],
      space: (n: number) => `Espace ${number(n)}`,
      colleges: [
        'Je vis ici',
        'J’ai moins de 25 ans',
        'Je travaille avec les familles',
        'J’ai un mandat local',
        'Je viens pour une association',
        'Je travaille pour une collectivité',
        'Je viens d’un partenaire (Caf, MSA…)',
        'Autre raison',
      ],
    },
  },

  counts: {
    here: (n: number) => count(n, 'personne ici', 'personnes ici'),
    joined: (n: number) => count(n, 'inscription', 'inscriptions'),
    toPlace: (n: number) => `${number(n)} à placer`,
    open: (n: number) => count(n, 'groupe ouvert', 'groupes ouverts'),
    penless: (n: number) => `${number(n)} sans plume`,
  },

  run: {
    title: 'Déroulé',
    groupsGoOn: 'Des groupes travaillent encore',
    explainGroups: (n: number) =>
      form(n, {
        one: 'Un groupe est ouvert. Ses mots s’affichent quand il se termine.',
        other: `${number(n)} groupes sont ouverts. Leurs mots s’affichent quand ils se terminent.`,
      }),
    closeAndGo: (n: number) => form(n, { one: 'Terminer le groupe et continuer', other: `Terminer les ${number(n)} groupes et continuer` }),
    leaveOpen: 'Continuer sans les terminer',
  },

  keys: {
    title: 'Les touches',
    here: 'Ici',
    list: [
      ['Ctrl + Entrée', 'Suivant'],
      ['Ctrl + Z', 'Annuler ce qui vient d’être fait'],
      ['Flèches, Entrée', 'Sur le mur : aller d’une case à l’autre, prendre, poser'],
      ['Échap', 'Reposer, fermer'],
    ] as readonly (readonly [string, string])[],
  },

  prepare: {
    title: 'Avant l’arrivée',
    ready: 'La salle est prête',
    done: 'fait',
    open: 'à faire',
    cells: { open: 'Donnez au mur des créneaux et des espaces', done: 'Le mur a ses créneaux et ses espaces' },
    address: { open: 'Reliez cet ordinateur au réseau de la salle', done: 'Cet ordinateur est sur le réseau de la salle' },
    wifi: (name: string) => `Le Wi-Fi est affiché : ${name}`,
    addressIs: (address: string) => `Les téléphones trouvent la salle : ${address}`,
    screen: { open: 'Ouvrez l’écran de la salle', done: 'L’écran de la salle est ouvert' },
    phone: { open: 'Entrez avec votre téléphone', done: 'Premier téléphone vu' },
  },

  rooms: {
    title: 'Les groupes, maintenant',
    none: 'Aucun groupe n’est ouvert.',
    penless: 'sans plume',
    empty: 'ouvert, on arrive',
  },

  clock: {
    left: (n: number) => (n <= 0 ? 'c’est l’heure' : `encore ${n < 90 ? `${number(n)} min` : duration(n)}`),
    until: (n: number) => `début dans ${n < 90 ? `${number(n)} min` : duration(n)}`,
    change: 'Durée du créneau',
    more: (n: number) => `${n < 0 ? '−' : '+'}${number(Math.abs(n))}`,
    minutes: (n: number) => `${n < 0 ? '−' : '+'}${minutes(Math.abs(n))}`,
    given: (n: number) => (n < 0 ? `Le créneau finit ${minutes(-n)} plus tôt.` : `Le créneau finit ${minutes(n)} plus tard.`),
    running: (slot: string, left: number) => `En ce moment : ${slot}, encore ${duration(left)}.`,
    goingOn: (slot: string) => `${slot} : l’heure est passée, on continue.`,
    coming: (slot: string, until: number) => `Ensuite : ${slot}, dans ${duration(until)}.`,
    elsewhere: (n: number, place: string) =>
      `${count(n, 'personne a un appareil réglé', 'personnes ont un appareil réglé')} sur une autre heure que la salle (${place}).`,
  },

  todo: {
    title: 'À faire',
    nothing: 'Rien ne vous attend. Regardez la salle.',
    no_cells: () => 'Le mur n’a pas encore de créneau ou d’espace',
    nobody: () => 'Personne n’est encore entré : essayez avec votre téléphone.',
    announce: (n: number) => `${count(n, 'sujet à annoncer', 'sujets à annoncer')} au micro`,
    place: (n: number) => count(n, 'sujet à placer sur le mur', 'sujets à placer sur le mur'),
    open_groups: (n: number) => count(n, 'groupe de ce créneau à ouvrir', 'groupes de ce créneau à ouvrir'),
    pen: (n: number) => count(n, 'groupe sans plume', 'groupes sans plume'),
    records: (n: number) => count(n, 'compte rendu pas encore affiché', 'comptes rendus pas encore affichés'),
    axes: () => 'Ranger les contributions sous des axes',
    sources: (n: number) => count(n, 'axe sans contribution', 'axes sans contribution'),
  },

  queue: {
    title: 'File d’annonce',
    empty: 'Aucun sujet n’attend le micro.',
    now: 'Au micro maintenant',
    next: 'Ensuite',
    announce: 'Annoncé',
    announceThis: (title: string) => `Annoncé : ${title}`,
    announced: (title: string) => `Annoncé : ${title}`,
    up: (title: string) => `Plus tôt : ${title}`,
    down: (title: string) => `Plus tard : ${title}`,
    leave: (title: string) => `Sortir de la file : ${title}`,
    left: (title: string) => `Sorti de la file : ${title}`,
    moved: (title: string, n: number) => `« ${title} » passe au rang ${number(n)}.`,
  },

  door: {
    title: 'Entrée',
    sheet: 'Imprimer l’affiche',
    qr: 'Code à viser avec un téléphone pour entrer dans le forum',
    code: 'Code',
    sameNetwork: 'Les téléphones doivent être sur le même réseau que cet ordinateur.',
    address: 'Adresse montrée',
    isOpen: 'L’entrée est ouverte.',
    isClosed: 'L’entrée est fermée.',
    open: 'Ouvrir l’entrée',
    close: 'Fermer l’entrée',
    opened: 'L’entrée est ouverte.',
    closed: 'L’entrée est fermée.',
  },

  screen: {
    open: 'Ouvrir l’écran de la salle',
    label: 'Écran de la salle',
    blocked: 'Le navigateur a retenu la fenêtre.',
    here: 'Ouvrir l’écran',
    show: 'Montrer sur l’écran',
    shown: (what: string) => `Écran de la salle : ${what}`,
    moment: 'Selon le moment',
    scenes: {
      enter: 'Entrée',
      principles: 'Principes',
      wall: 'Mur',
      clock: 'Minuteur',
      news: 'Comptes rendus',
      axes: 'Axes',
      thanks: 'Merci',
    },
    results: 'Résultats',
    previous: 'Page d’avant',
    next: 'Page suivante',
  },

  wall: {
    grid: 'Mur : créneaux et espaces',
    slot: 'Créneau',
    places: (n: number) => count(n, 'place', 'places'),
    toPlace: (n: number) => `À placer (${number(n)})`,
    noTopics: 'Aucun sujet pour l’instant.',
    allPlaced: 'Tous les sujets ont une place.',
    noCells: 'Le mur a besoin d’au moins un créneau et un espace.',
    interested: (n: number) => `${count(n, 'intérêt', 'intérêts')}`,
    interestedWord: ' personnes intéressées',
    newTopic: 'Nouveau sujet',
    topicTitle: 'Sujet',
    topicHint: 'Une phrase, avec les mots de la personne.',
    topicQuestion: 'Question ou précision (facultatif)',
    propose: 'Proposer',
    proposed: (title: string) => `Proposé : ${title}`,
    slotAdded: 'Créneau ajouté.',
    spaceAdded: (label: string) => `Espace ajouté : ${label}`,
    inHand: 'Sujet en main',
    placing: 'En main :',
    howTo: 'Choisissez une case libre. Échap pour reposer.',
    howToPhone: 'Choisissez une place libre ci-dessous.',
    pickFirst: 'Case libre. Prenez d’abord un sujet.',
    pickedNow: (title: string) => `En main : ${title}. Choisissez une case libre.`,
    cancelled: 'Reposé.',
    placeHere: 'Poser ici',
    placeAt: (space: string, slot: string) => `Poser ici : ${space}, ${slot}`,
    freeAt: (space: string, slot: string) => `Case libre : ${space}, ${slot}`,
    free: 'libre',
    takenBy: (title: string) => `Case prise : ${title}`,
    move: 'Déplacer…',
    moveThis: (title: string) => `Déplacer : ${title}`,
    place: 'Placer…',
    unplace: 'Retirer du mur',
    busyTitle: 'Même personne, même heure',
    busy: (slot: string) => `La personne qui porte ce sujet en porte déjà un sur le créneau ${slot}. Le placer quand même ?`,
    placeAnyway: 'Placer quand même',
    takenTitle: 'Case déjà prise',
    takenFree: (space: string, slot: string) => `La place vient d’être prise. Libre à côté : ${space}, ${slot}.`,
    takenFull: 'La place vient d’être prise, et le mur est plein. Ajoutez un espace ou un créneau.',
    placeThere: 'Poser là',
    done: {
      placed: 'Sujet placé.',
      moved: 'Groupe déplacé.',
      unplaced: 'Retiré du mur.',
    },
  },

  groups: {
    hide: 'Masquer',
    hideTitle: 'Masquer le titre',
    hideThis: (title: string) => `Masquer : ${title}`,
    hideSure: 'Masquer ces mots pour toujours ?',
    hideText: 'Le texte disparaît partout, de l’export aussi. À sa place on lira qu’il a été retiré par l’animation. On ne peut pas revenir en arrière.',
    hideKeep: 'Les garder',
    more: 'Tout voir',
    all: 'Tous les groupes',
    none: 'Aucun groupe. Placez d’abord des sujets.',
    offWall: 'Hors du mur',
    states: { planned: 'prévu', open: 'ouvert', closed: 'terminé' },
    open: 'Ouvrir',
    openThis: (title: string) => `Ouvrir : ${title}`,
    openAll: (n: number) => `Ouvrir les ${number(n)} groupes`,
    close: 'Terminer le groupe',
    closeAll: (n: number) => form(n, { one: 'Terminer le groupe', other: `Terminer les ${number(n)} groupes` }),
    closed: (n: number) =>
      form(n, { one: 'Groupe terminé, compte rendu affiché.', other: `${number(n)} groupes terminés, comptes rendus affichés.` }),
    reopen: 'Rouvrir le groupe',
    reopened: 'Groupe rouvert.',
    post: 'Afficher le compte rendu',
    isPosted: 'Le compte rendu est affiché.',
    pen: 'Plume',
    noPen: 'Personne ne tient la plume.',
    holdsPen: 'tient la plume',
    penOf: (name: string) => `La plume est à ${name}.`,
    handPen: 'Confier la plume à',
    give: 'Confier',
    latest: 'Ce qui s’écrit',
    showFresh: (n: number) => `${count(n, 'nouvelle contribution', 'nouvelles contributions')} : afficher`,
    nothingYet: 'Rien d’écrit encore.',
  },

  axes: {
    toPlace: 'À placer',
    unplaced: (n: number, all: number, aside: number) =>
      n > 0
        ? `${number(n)} à placer sur ${number(all)}`
        : all === 0
          ? 'Rien à placer'
          : aside === 0
            ? 'Tout est placé'
            : 'Plus rien à placer',
    coverage: (parts: Coverage) => {
      const all = Object.values(parts).reduce((sum, n) => sum + n, 0);
      const said = [
        count(parts.attached, 'rattachée', 'rattachées'),
        ...some(parts.duplicates, 'doublon', 'doublons'),
        ...some(parts.not_attached, 'non rattachée', 'non rattachées'),
        ...some(parts.outside_territory, 'hors territoire', 'hors territoire'),
        ...some(parts.taken_back, 'reprise', 'reprises'),
        count(parts.unexamined, 'non examinée', 'non examinées'),
      ];
      return `${count(all, 'contribution', 'contributions')} : ${said.join(', ')}.`;
    },
    closeSorting: 'Tri terminé',
    sortingClosed: 'Le tri est terminé : chaque contribution a son devenir.',
    reopenSorting: 'Rouvrir le tri',
    unsorted: (n: number) =>
      `Le tri n’est pas terminé : ${count(n, 'contribution n’est pas encore examinée', 'contributions ne sont pas encore examinées')}.`,
    seeUnsorted: (n: number): string => (n === 1 ? 'La voir' : 'Les voir'),
    aside: { not_attached: 'Non rattachée', outside_territory: 'Hors territoire' },
    duplicateOf: 'Doublon de :',
    orAside: 'Ou mettre à part :',
    setAside: (n: number, aside: Aside) =>
      `Mettre à part ${count(n, 'contribution', 'contributions')} : ${aside === 'not_attached' ? 'non rattachée' : 'hors territoire'}`,
    asideTitle: 'Mises à part',
    seeAside: (n: number) => `Voir les mises à part (${number(n)})`,
    seeToPlace: (n: number) => `Revenir à ce qui est à placer (${number(n)})`,
    lookAgain: 'Remettre à placer',
    lookAgainAt: (text: string) => `Remettre à placer : ${text}`,
    noneAside: 'Rien de tel parmi les mises à part. Changez le filtre.',
    allLookedAt: 'Chaque contribution est sous un axe ou mise à part.',
    group: 'Groupe',
    allGroups: 'Tous les groupes',
    kind: 'Sorte',
    allKinds: 'Toutes les sortes',
    search: 'Chercher un mot',
    nearly: 'Écrit à peu près ainsi :',
    filters: (n: number) => (n === 0 ? 'Filtrer' : `Filtrer (${number(n)})`),
    noFilter: 'Tout montrer',
    found: (n: number, all: number) => `${count(n, 'contribution trouvée', 'contributions trouvées')} sur ${number(all)}.`,
    foundHere: (n: number, all: number) => `${count(n, 'trouvée', 'trouvées')} ici sur ${number(all)}`,
    slot: 'Créneau',
    allSlots: 'Tous les créneaux',
    support: 'Appuis',
    anySupport: 'Avec ou sans appui',
    atLeast: (n: number) => `Au moins ${count(n, 'appui', 'appuis')}`,
    reading: 'Lecture',
    readOrNot: 'Lues ou non',
    unread: (n: number) => `Non lues (${number(n)})`,
    markRead: (n: number) => `Noter tout comme lu (${number(n)})`,
    sumsUp: 'Bien résumé ?',
    sumsUpThis: (name: string) => `Bien résumé ? ${name}`,
    drawn: (n: number, all: number) => `${count(n, 'contribution tirée', 'contributions tirées')} au sort parmi ${number(all)} :`,
    itDoes: 'Oui',
    drawAgain: 'En tirer d’autres',
    notThis: 'Pas celle-ci',
    notThisOne: (text: string) => `Pas celle-ci, la prendre en main : ${text}`,
    nothingSaid: 'Les groupes n’ont encore rien écrit.',
    allPlaced: 'Chaque contribution est sous un axe.',
    noneShown: 'Rien de tel à placer. Changez le filtre.',
    none: 'Aucun axe. Choisissez des contributions qui vont ensemble, puis « Nouvel axe ».',
    pickAll: (n: number) => `Tout prendre (${number(n)})`,
    alsoElsewhere: (n: number) => `aussi sous ${count(n, 'autre axe', 'autres axes')}`,
    disagreements: (n: number) => count(n, 'désaccord', 'désaccords'),
    empty: 'Rien encore sous cet axe.',
    fold: (name: string) => `Replier : ${name}`,
    unfold: (name: string) => `Déplier : ${name}`,
    placeHere: (n: number) => `Placer ici (${number(n)})`,
    placeUnder: (n: number, letter: string, name: string) =>
      `Placer ${count(n, 'contribution', 'contributions')} sous ${letter} : ${name}`,
    change: 'Changer…',
    changeThis: (name: string) => `Changer l’axe : ${name}`,
    create: 'Nouvel axe',
    newAxis: 'Nouvel axe',
    split: 'Séparer en un nouvel axe',
    createWith: (n: number) => `${count(n, 'contribution ira', 'contributions iront')} sous cet axe. Une phrase qu’elles signeraient.`,
    name: 'Nom de l’axe',
    nameHint: 'Une phrase, pas une étiquette : « Se déplacer sans voiture ».',
    nameMissing: 'Donnez un nom à cet axe.',
    rename: 'Renommer',
    remove: 'Enlever cet axe',
    askRemove: 'Enlever cet axe ?',
    explainRemove: (n: number) =>
      form(n, {
        one: 'Sa contribution sera de nouveau à placer.',
        other: `Ses ${number(n)} contributions seront de nouveau à placer.`,
      }),
    halve: 'Proposer une coupe en deux',
    halving: 'Recherche d’une coupe…',
    noHalves: 'La machine ne trouve pas de coupe dans cet axe.',
    halved: (n: number) => `${count(n, 'contribution en main', 'contributions en main')}, à séparer si cela convient.`,
    confirm: 'Confirmer',
    confirmThis: (text: string) => `Confirmer ici : ${text}`,
    confirmed: 'confirmée',
    letGo: 'Ne plus confirmer',
    letGoThis: (text: string) => `Ne plus confirmer : ${text}`,
    mergeInto: 'Réunir avec',
    mergeHint: 'Tout ce qui est ici passe sous l’autre axe, qui garde son nom.',
    inHand: 'Contributions en main',
    picked: (n: number) => `${number(n)} en main. Placer sous :`,
    working: 'Placement en cours…',
    detach: 'Remettre à placer',
    keep: 'Garder aussi ici',
    putBack: 'Reposé.',
    voteOpen: 'Le vote est en cours : les axes ne changent plus.',
    frozen: 'Le forum est terminé : les axes ne changent plus.',
    done: {
      placed: (n: number, axis: string) => `${count(n, 'contribution placée', 'contributions placées')} sous « ${axis} ».`,
      detached: (n: number) => `${count(n, 'contribution remise', 'contributions remises')} à placer.`,
      created: (axis: string) => `Axe créé : ${axis}`,
      renamed: (axis: string) => `Axe renommé : ${axis}`,
      merged: (axis: string, into: string) => `« ${axis} » réuni avec « ${into} ».`,
      removed: (axis: string) => `Axe enlevé : ${axis}`,
      confirmed: 'Contribution confirmée où elle est.',
      letGo: 'Contribution plus confirmée.',
      setAside: (n: number, aside: Aside) =>
        `${count(n, 'contribution mise', 'contributions mises')} à part : ${aside === 'not_attached' ? form(n, { one: 'non rattachée', other: 'non rattachées' }) : 'hors territoire'}.`,
      lookedAtAgain: 'Contribution remise à placer.',
      sortingClosed: 'Tri terminé.',
      sortingReopened: 'Tri rouvert.',
      took: (n: number) => `${count(n, 'tas repris', 'tas repris')} comme axes.`,
    },
  },

  suggestion: {
    first: 'Proposer un premier rangement',
    next: 'Proposer la suite du rangement',
    again: 'Proposer à nouveau',
    asking: 'La machine compare les contributions. Vous pouvez continuer.',
    unreachable: 'La proposition n’est pas arrivée. Rien n’a changé. Vérifiez le réseau, puis réessayez.',
    titleFirst: 'Premier rangement proposé par la machine. Rien n’est décidé.',
    titleNext: 'Suite du rangement proposée par la machine. Rien n’est décidé.',
    wordsAlone: 'Seuls les mots ont été comparés, pas leur sens.',
    tooFew: 'Il y a encore trop peu de contributions pour proposer des tas.',
    noMoreHeaps: 'Aucun autre tas à proposer.',
    alone: 'Avec un seul axe, rien ne dit ce qui va bien ou mal dessous : il n’y a rien à comparer.',
    unmet: (wished: number, given: number) =>
      `Vous en vouliez ${number(wished)} : les contributions se séparent en ${number(given)}, pas mieux.`,
    unmetByAxes: (wished: number, axes: number) =>
      `Vous en vouliez ${number(wished)} : ${count(axes, 'axe en tient', 'axes en tiennent')} déjà lieu.`,
    found: (heaps: number, apart: number) =>
      `${count(heaps, 'tas proposé', 'tas proposés')}, ${count(apart, 'contribution', 'contributions')} hors des tas.`,
    later: (n: number) =>
      `${count(n, 'contribution écrite', 'contributions écrites')} depuis : proposez à nouveau pour ${form(n, { one: 'la', other: 'les' })} ranger aussi.`,
    heaps: 'Nombre de tas',
    automatic: 'Nombre de tas : auto',
    wished: (n: number) => `${number(n)} tas`,
    close: 'Fermer la proposition',
    closed: 'Proposition fermée. Rien n’a changé.',
    suggestion: 'Suggestion',
    apart: 'Hors des tas',
    noneApart: 'Chaque contribution est dans un tas ou sous un axe.',
    heap: (n: number) => `Tas ${number(n)}`,
    heapCount: (n: number) => count(n, 'tas proposé', 'tas proposés'),
    roomWords: 'Mots de la salle',
    inWords: (words: string) => `Mots de la salle : ${words}`,
    saidBy: (voices: number) => `dit par ${common.people(voices)}`,
    quote: (text: string) => `« ${text} »`,
    sumsUp: 'Cette phrase les résume-t-elle ?',
    edge: 'Au bord du tas :',
    drawn: 'Tirée par son numéro :',
    otherWords: 'Le reste du tas',
    foldHeap: (n: number) => `Replier le tas ${number(n)}`,
    unfoldHeap: (n: number) => `Déplier le tas ${number(n)}`,

    take: 'Reprendre comme axe',
    takeThis: (n: number) => `Reprendre comme axe : tas ${number(n)}`,
    takeHint: (n: number) => `${count(n, 'contribution viendra', 'contributions viendront')} sous cet axe. Une phrase qu’elles signeraient.`,
    fill: 'Suggestion : partir des mots de la salle',
    fillWith: (text: string) => `Partir de : ${text}`,
    takeAll: 'Tout reprendre',
    takeAllTitle: 'Reprendre les tas comme axes',
    takeAllHint: 'Chaque nom part d’une phrase de la salle : corrigez-le. Un tas sans nom n’est pas repris.',
    takeAllNow: (n: number) => form(n, { one: 'Reprendre ce tas', other: `Reprendre ${number(n)} tas` }),
    nameOf: (n: number, contributions: number) => `Tas ${number(n)}, ${count(contributions, 'contribution', 'contributions')}`,
    noName: 'Donnez un nom à un tas au moins.',

    fits: {
      well: 'va bien ici',
      rather: 'plutôt ici',
      hesitates: (here: string, other: string | undefined) =>
        other ? `hésite entre ${here} et ${other}` : 'hésite',
    },
    elsewhere: {
      well: (there: string) => `irait bien ${there}`,
      rather: (there: string) => `irait plutôt ${there}`,
      hesitates: (there: string) => `irait peut-être ${there}`,
    },
    putUnder: (letter: string) => `Mettre sous ${letter}`,
    putUnderThis: (letter: string, text: string) => `Mettre sous ${letter} : ${text}`,
    leave: 'Laisser ici',
    leaveThis: (text: string) => `Laisser ici : ${text}`,
    nowhere: 'nulle part pour l’instant',
    nearest: (there: string) => `nulle part pour l’instant ; au plus près : ${there}`,
    also: (there: string) => `aussi ${there}`,
    under: (letter: string) => `sous ${letter}`,
    inHeap: (n: number) => `dans le tas ${number(n)}`,
    theHeap: (n: number) => `le tas ${number(n)}`,
    whyHere: 'Pourquoi ici ?',
    why: 'Pourquoi ?',
    whyThis: (label: string, text: string) => `${label} ${text}`,
    sharedWords: 'Mots en commun :',
    saidByGroups: (groups: number) => `dit par ${common.groups(groups)}`,
    near: 'Les plus proches :',
    groupShare: (here: number, all: number, title: string) =>
      `${number(here)} des ${count(all, 'contribution', 'contributions')} du groupe « ${title} » ${form(here, { one: 'est', other: 'sont' })} ici.`,
    byMeaning: 'Aucun mot en commun : proche par le sens, sans que la machine puisse dire pourquoi.',
    almost: 'Presque la même chose que :',
    like: 'Proche de :',
    opposite: 'Attention : peut-être l’inverse.',
    unlike: 'Pas la même chose',
    unlikeThis: (text: string) => `Pas la même chose : ${text}`,
    unliked: 'Ces deux contributions ne seront plus rapprochées.',
    alike: (n: number) => `proche ${form(n, { one: 'd’une autre', other: `de ${number(n)} autres` })}`,
    alikeAlmost: (n: number) =>
      `presque la même chose ${form(n, { one: 'qu’une autre', other: `que ${number(n)} autres` })}`,

    couldCome: (n: number) => count(n, 'contribution pourrait venir ici', 'contributions pourraient venir ici'),
    liesNow: (there: string) => `maintenant ${there}`,
    waits: 'à placer',
    accept: 'Mettre ici',
    acceptThis: (text: string) => `Mettre ici : ${text}`,
    acceptAll: (n: number) => `Tout mettre ici (${number(n)})`,
    decline: 'Ne va pas ici',
    declineThis: (text: string) => `Ne va pas ici : ${text}`,
    declined: 'Ne sera plus proposée sous cet axe.',

    review: (n: number) => `Revoir les hésitantes (${number(n)})`,
    reviewTitle: 'Revoir les contributions hésitantes',
    someOf: (n: number, all: number) => `Les ${number(n)} premières des ${number(all)} qui hésitent.`,
    progress: (at: number, all: number) => `${number(at)} sur ${number(all)}`,
    keys: 'Une touche par choix. Échap pour arrêter.',
    stays: (where: string) => `Reste sous ${where}`,
    goes: (where: string) => `Va sous ${where}`,
    nowhereKey: 'À placer',
    skip: 'Passer',
    enterKey: 'Entrée',
    deleteKey: 'Suppr',
    reviewed: (n: number) => `Plus rien à revoir. ${count(n, 'contribution confirmée', 'contributions confirmées')}.`,
    skipped: 'Passée, sans la confirmer.',
  },

  vote: {
    before: (dots: number, perAxis: number) =>
      `Chaque personne pose ${count(dots, 'gommette', 'gommettes')}, ${number(perAxis)} au plus sur un axe. Les axes ne changent plus pendant le vote.`,
    needsAxes: 'Il faut au moins deux axes pour voter.',
    needsSources: (n: number) =>
      form(n, {
        one: 'Un axe ne repose sur aucune contribution. Placez-en une, ou enlevez l’axe :',
        other: `${number(n)} axes ne reposent sur aucune contribution. Placez-en, ou enlevez ces axes :`,
      }),
    ballot: 'Ce sur quoi on vote',
    open: 'Ouvrir le vote',
    reopen: 'Rouvrir le vote',
    opened: 'Le vote est ouvert.',
    voters: (n: number, of: number) =>
      n === 0 ? `${count(of, 'personne peut', 'personnes peuvent')} voter.` : `${count(n, 'personne a voté', 'personnes ont voté')} sur ${number(of)}`,
    secret: 'Les gommettes restent secrètes jusqu’à la fin du vote, pour vous aussi.',
    close: 'Clore le vote',
    closed: 'Le vote est clos.',
    askClose: 'Clore le vote ?',
    explainClose:
      'Les résultats se montrent à tout le monde à partir de cinq votes, et les gommettes qui arrivent encore ne comptent plus.',
    kept: 'Tant que le vote n’est pas clos définitivement, cet ordinateur garde la clé qui relie les bulletins aux personnes.',
    final: 'Le vote est clos définitivement. La clé des bulletins est détruite : plus personne ne peut savoir qui a choisi quoi.',
    seal: 'Clore définitivement',
    askSeal: 'Clore définitivement le vote ?',
    explainSeal:
      'La clé qui relie les bulletins aux personnes est détruite. Le vote ne pourra plus être rouvert, et cela ne s’annule pas.',
    voted: (n: number) => count(n, 'personne a voté', 'personnes ont voté'),
    results: 'Résultats du vote',
    result: (dots: number, people: number) => `${common.dots(dots)}, ${common.people(people)}`,
    profile: 'Les gommettes disent par quoi commencer. Elles ne décident pas.',
  },

  people: {
    all: (n: number) => `Tout le monde (${number(n)})`,
    noCollege: 'sans collège',
    college: 'Collège',
    nobody: 'Personne n’est encore entré.',
    notFound: 'Personne de ce nom ici.',
    here: 'ici',
    away: 'téléphone en veille',
    edit: 'Corriger',
    editThis: (name: string) => `Corriger : ${name}`,
    name: 'Prénom ou nom',
    renamed: (name: string) => `Nom corrigé : ${name}`,
    remove: 'Retirer cette personne',
    removeWhat: (name: string) =>
      `${name} sort du forum : ses téléphones se ferment et ne peuvent plus revenir, son code de retour ne sert plus. Sa place dans le groupe, la plume, ses intérêts et ses appuis s’en vont, ses gommettes aussi tant que personne ne les a comptées.`,
    removeWords:
      'Ce qui a été écrit et proposé peut rester, sans que le nom s’affiche auprès des contributions, ou être effacé pour toujours : noms, sujets, questions, contributions, désaccords. Il en reste une trace sans mots.',
    removeKeep: 'Retirer, garder ses mots',
    removeErase: 'Retirer et effacer ses mots',
    removed: (name: string) => `${name} a quitté le forum.`,
    collegeSet: (name: string) => `Collège corrigé : ${name}`,
  },

  helpers: {
    title: 'Avec qui vous animez',
    explain:
      'Chaque lien anime ce forum seulement. Il se retire à tout moment ; les liens et les écrans ouverts avec lui sont retirés en même temps.',
    first: 'La personne qui a créé le forum',
    kinds: { facilitator: 'animation', projector: 'écran de la salle' },
    add: 'Ajouter une personne',
    label: 'Pour qui est ce lien ?',
    labelHint: 'Un prénom suffit.',
    make: 'Créer le lien',
    linkReady: 'À ouvrir sur l’autre appareil, sur le même réseau. Ce lien donne tous les droits sur ce forum.',
    qr: 'Code du lien d’animation',
    noQr: 'Le code n’a pas pu se dessiner. Recopiez le lien.',
    link: 'Lien',
    once: 'Il ne s’affichera plus. En cas de perte, retirez-le et créez-en un autre.',
    revoke: 'Retirer',
    revokeThis: (label: string) => `Retirer le lien : ${label}`,
    revoked: (label: string) => `Lien retiré : ${label}`,
  },

  settings: {
    hall: 'Date et heure de la salle',
    date: 'Premier jour',
    dateHint: 'Les créneaux sans jour se tiennent ce jour-là.',
    timeThere: (time: string) => `Il y est ${time}.`,
    remove: 'Enlever',
    forum: 'Le forum',
    dotsPerAxis: 'Gommettes sur un même axe, au plus',
    topicsPerPerson: 'Sujets par personne, au plus',
    noLimit: 'Vide : sans limite.',
    placesWrong: 'Indiquez un nombre entier à partir de 1, ou laissez vide.',
    saved: 'Réglages enregistrés.',
    removed: 'Enlevé.',
    territory: 'Noms de lieux, un par ligne',
    territoryHint:
      'Communes, rues, quartiers. Ces noms disent où, pas de quoi on parle : la machine n’en tient pas compte quand elle propose un rangement.',
    territoryLong: (name: string, by: number) => `« ${name} » : trop long de ${count(by, 'caractère', 'caractères')}.`,
    territoryMany: (by: number) => `${count(by, 'nom', 'noms')} en trop.`,
    screen: 'Cet écran',
  },

  ending: {
    title: 'Garder et terminer',
    download: 'Télécharger tout',
    downloadHint: 'Le livre des comptes rendus, la synthèse, les fiches action, le tableau des contributions et les données, dans un fichier ZIP. Aucun nom n’y figure ; le vote y reste anonyme.',
    downloaded: (name: string) => `Téléchargé : ${name}`,
    printBook: 'Imprimer le livre',
    files: {
      book: 'Livre des comptes rendus',
      named: 'Livre avec les noms de qui l’a accepté',
      digest: 'Synthèse en quelques pages',
      forms: 'Fiches action à compléter, une par axe',
      table: 'Tableau des contributions',
      data: 'Données',
    },
    formats: {
      docx: 'Word (DOCX)',
      odt: 'LibreOffice (ODT)',
      html: 'Page à lire (HTML)',
      xlsx: 'Excel (XLSX)',
      ods: 'LibreOffice (ODS)',
      csv: 'Texte (CSV)',
      json: 'Sans les noms (JSON)',
    },
    withNames: 'Télécharger avec les noms',
    askNames: 'Télécharger avec les noms ?',
    explainNames: (authors: boolean) =>
      `Ce fichier dit comment chaque personne s’appelle, et qui a proposé quel sujet. ${authors ? 'Il dit aussi qui a écrit quoi, ce que la salle n’a pas vu. ' : ''}Ne le donnez qu’à qui en répond.`,
    unreachable: 'Le fichier n’a pas pu se charger. Réessayez dans un instant.',
    end: 'Terminer le forum',
    ask: 'Terminer le forum ?',
    explain: 'Les groupes se terminent, les axes et les gommettes sont figés pour toujours. On pourra rouvrir le forum, pas le vote.',
    ended: 'Forum terminé',
    isEnded: 'Le forum est terminé.',
    reopen: 'Rouvrir le forum',
  },
};

export type FacilitatorWords = typeof fr;
