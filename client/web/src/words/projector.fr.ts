import { plurals } from './plurals';

const { count } = plurals('fr');

export const fr = {
  title: 'Bourdon, écran de la salle',

  scenes: {
    enter: 'Entrez dans le forum',
    principles: 'Les principes',
    wall: 'Le mur',
    clock: 'L’heure',
    news: 'Le mur des comptes rendus',
    axes: 'Les axes',
    thanks: 'Merci',
  },

  corner: {
    fullscreen: 'Plein écran',
    byHand: (scene: string) => `${scene}, à la main. Touche Début : suit le moment.`,
    hand: 'À la main',
    follows: 'L’écran suit le moment.',
    black: 'Écran noir',
    paused: 'Pause',
    page: (n: number, of: number) => `Page ${n} sur ${of}`,
    group: (n: number, of: number) => `Groupe ${n} sur ${of}`,
    previous: 'Page précédente',
    nextPage: 'Page suivante',
    cut: (since: string) => `réseau coupé, ${since}`,
    forumPaused: 'Le forum est en pause.',
  },

  keys: {
    title: 'Les touches de cet écran',
    list: [
      ['Flèches gauche et droite', 'Page précédente, page suivante'],
      ['Flèches haut et bas, télécommande', 'Scène précédente, scène suivante'],
      ['Début', 'L’écran suit de nouveau le moment'],
      ['Espace', 'Les pages attendent'],
      ['B', 'Écran noir'],
      ['C', 'La cloche : retour en cercle'],
      ['D', 'Fond sombre ou clair'],
      ['F', 'Plein écran'],
      ['L', 'English, français'],
      ['?', 'Ces touches ; Échap : les cacher'],
    ] as readonly (readonly [string, string])[],
  },

  enter: {
    wifi: 'Wi-Fi : le même que cet écran',
    network: 'Wi-Fi',
    password: 'mot de passe',
    open: 'sans mot de passe',
    wifiQr: 'Carré à viser pour rejoindre le Wi-Fi',
    wifiMissing: 'Choisissez ce nom dans les réglages Wi-Fi.',
    aim: 'Visez le carré avec l’appareil photo',
    touch: 'Touchez le lien qui apparaît',
    qr: 'Carré à viser avec l’appareil photo pour entrer',
    comeBack: 'Pour revenir',
    code: 'code',
    here: (n: number) => `${count(n, 'personne', 'personnes')} ici`,
    noAddress: 'Branchez le réseau : les téléphones ne trouvent pas encore cet ordinateur.',
    doorClosed: 'L’entrée est fermée. Adressez-vous à l’accueil.',
  },

  principles: {
    rules: [
      'Les personnes présentes sont les bonnes personnes.',
      'Ce qui arrive est la seule chose qui pouvait arriver.',
      'Ça commence quand ça commence.',
      'Quand c’est fini, c’est fini.',
    ],
    law: 'Loi de la mobilité',
    lawText: 'Vous n’apprenez rien, vous n’apportez rien ? Allez ailleurs.',
    bumblebees: 'Bourdons',
    bumblebeesText: 'De groupe en groupe, vous portez les idées.',
    butterflies: 'Papillons',
    butterfliesText: 'Vous vous posez, vous parlez près du café.',
  },

  wall: {
    moment: (slot: string, words: string) => `${slot} : ${words}`,
    speaks: 'Au micro',
    next: 'Ensuite',
    noHost: 'l’animation',
    free: 'libre',
    freeSpaces: 'Libre',
    toPlace: 'Sujets à placer',
    empty: 'Aucun sujet pour l’instant. Le premier peut être le vôtre.',
    running: 'en cours',
    closed: 'terminé',
    fresh: 'nouveau',
    spaces: 'Créneaux et espaces',
  },

  clock: {
    last: (minutes: string) => `Presque fini : ${minutes}`,
    past: 'Le créneau est passé, on continue.',
    nextAt: (name: string, time: string) => (name ? `${name} : à ${time}` : `Prochain créneau à ${time}`),
    none: 'Pas de créneau pour l’instant',
  },

  bell: {
    left: (n: number) => `La cloche : encore ${count(n, 'minute', 'minutes')}`,
    over: 'La cloche : c’est l’heure. Finissez tranquillement.',
    circle: 'La cloche : retour en cercle',
  },

  news: {
    empty: 'Les comptes rendus des groupes viendront ici.',
    part: (n: number, of: number) => `suite ${n} sur ${of}`,
    number: (n: number) => `n° ${n}`,
    about: (n: number) => `sur la n° ${n}`,
    corrected: 'rectifié',
  },

  axes: {
    empty: 'Les axes viendront ici, à partir de vos mots.',
    open: 'Le vote est ouvert',
    openText: (dots: string) => `${dots} par personne, sur votre téléphone`,
    results: 'Les résultats',
    tie: 'ex æquo',
    voters: (n: number) => `${count(n, 'personne a voté', 'personnes ont voté')}`,
    /** Under their number, which is never small. */
    finished: 'personnes ont fini',
    fills: 'Le bocal se remplit à mesure que vous finissez.',
    jar: 'Un bocal de gommettes',
  },

  thanks: {
    text: 'Merci à toutes et à tous.',
  },

  states: {
    noPass: 'Ouvrez cet écran depuis l’animation : son lien porte la clé.',
    not_allowed: 'Ce lien d’écran n’est plus valable. Demandez-en un nouveau à l’animation.',
    too_many_screens: 'Ce lien est ouvert sur trop d’écrans. Fermez-en un, puis rechargez cette page.',
    version: 'Le programme a changé. Rechargez cette page.',
    fault: 'L’écran s’est arrêté. Rechargez cette page.',
    unknown: 'Ce forum n’existe pas ici. Demandez un nouveau lien à l’animation.',
    offline: 'On cherche l’ordinateur du forum… Rien à faire : l’écran revient tout seul.',
  },
};

export type ProjectorWords = typeof fr;
