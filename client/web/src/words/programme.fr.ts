import type { Noun, ProgrammeCode } from '../protocol';
import type { Document, Fault, Warning } from '../protocol/programme';
import { plurals } from './plurals';

const { count, form, number } = plurals('fr');

function faults(fault: Fault): string {
  switch (fault.fault) {
    case 'unknown':
      return 'cette page est plus ancienne que le serveur. Rechargez-la.';
    case 'missing':
      return 'c’est à remplir.';
    case 'not_a':
      return notA[fault.kind] ?? 'cela ne convient pas ici. Écrivez-le autrement.';
    case 'not_one_of':
      return 'ce choix n’existe pas. Prenez-en un de la liste.';
    case 'out_of_range':
      return `il faut un nombre de ${number(fault.min)} à ${number(fault.max)}.`;
    case 'too_precise':
      return fault.decimals === 0 ? 'il faut un nombre entier.' : `${count(fault.decimals, 'décimale', 'décimales')} au plus.`;
    case 'too_long':
      return `trop long de ${count(fault.by, 'caractère', 'caractères')}. Raccourcissez un peu.`;
    case 'too_many':
      return `${number(fault.max)} au plus. Retirez-en.`;
    case 'twice':
      return 'c’est deux fois la même chose. Gardez-en une.';
    case 'bad_text':
      return 'un signe de ce texte ne peut pas être gardé. Écrivez-le autrement.';
    case 'no_such_item':
      return 'ce n’est plus là. Choisissez autre chose.';
    case 'fixed':
      return 'cela ne se change plus. Ajoutez plutôt un nouvel élément.';
    case 'one_of':
      return 'remplissez l’un ou l’autre, pas les deux.';
  }
}

const notA: Record<string, string> = {
  number: 'il faut un nombre, comme 12 ou 12,5.',
  amount: 'il faut un nombre, comme 12 ou 12,5.',
  year: 'il faut une année, comme 2027.',
  day: 'écrivez 12/03/2027, 03/2027 ou 2027.',
  point: 'écrivez longitude et latitude, comme 0,4 ; 46,1.',
  commune_code: 'un code officiel a cinq signes, comme 86078 ou 2A004.',
};

const warnings: Record<Warning, string> = {
  no_resident: 'Ce groupe n’a pas d’habitante ni d’habitant.',
  no_member: 'Personne n’y siège encore.',
  no_minutes: 'La réunion s’est tenue, le relevé de décisions manque.',
  no_source: 'La source n’est pas indiquée : le chiffre ne peut pas être vérifié.',
  no_weight: 'Une moyenne pondérée a besoin d’un indicateur qui la pondère.',
  more_returned: 'Il en est revenu plus qu’on n’en a distribué.',
  more_processed: 'Traités et écartés dépassent ce qui est revenu.',
  no_consent: 'On ne sait pas encore ce qui peut être publié de cet entretien.',
  ends_before: 'La fin est avant le début.',
  no_choice: 'Aucune réponse n’est proposée.',
};

const documents: Record<Document, string> = {
  presentation: 'Présentation de la démarche',
  composition: 'Composition des instances',
  diagnosis: 'Diagnostic',
  results: 'Résultats d’un questionnaire',
  interviews: 'Synthèse d’un champ d’entretien',
  minutes: 'Relevés d’une instance',
  newsletter: 'Lettre d’information',
};

export const fr = {
  title: 'Bourdon, démarche',
  save: 'Enregistrer',
  add: 'Ajouter',
  remove: 'Supprimer',
  again: 'Réessayer',
  reload: 'Recharger la page',
  notLoaded: 'Cette page n’est pas venue. Rechargez-la quand le réseau est là.',
  offline: (waiting: number) =>
    waiting === 0 ? 'Pas de réseau. Vous pouvez continuer à lire et à écrire.' : `Pas de réseau. ${count(waiting, 'modification gardée', 'modifications gardées')} ici, envoi dès que possible.`,
  keptHere: 'Gardé sur cet appareil, envoi dès que possible. Vous pouvez fermer.',
  menu: 'Parties de la démarche',
  undone: (text: string) => `Annulé : ${text}`,
  trouble: 'Ce qui n’a pas été fait',
  closed: {
    not_allowed: 'Ce lien n’ouvre plus cette démarche. Demandez-en un autre à la personne qui la porte.',
    version: 'Le serveur a été mis à jour. Rechargez la page.',
    too_many_screens: 'Cette démarche est ouverte sur trop d’écrans. Fermez-en un.',
    fault: 'Le serveur n’a pas compris cette page. Rechargez-la.',
  },

  pages: {
    home: 'Accueil',
    territory: 'Territoire',
    committees: 'Comités',
    diagnosis: 'Diagnostic',
    campaigns: 'Questionnaires',
    interviews: 'Entretiens',
    forums: 'Forums',
    cards: 'Paroles',
    publications: 'Publications',
    access: 'Accès',
  },

  list: {
    title: 'Vos démarches',
    create: 'Nouvelle démarche',
    none: 'Aucune démarche sur ce serveur pour le moment.',
    noKey: 'Cet appareil n’ouvre encore aucune démarche.',
    whereKey: 'Ouvrez le lien d’animation affiché au démarrage de Bourdon, ou le lien que la personne qui porte la démarche vous a donné.',
    noLonger: 'Ce serveur ne reconnaît plus cet appareil. Rouvrez le lien d’animation.',
    unreachable: 'Le serveur ne répond pas. Vérifiez le réseau, puis réessayez.',
    damaged: (code: string) => `Démarche ${code} : illisible`,
    damagedHelp: 'Ses données sont abîmées. « bourdon check » dit ce qui ne va pas.',
    forums: 'Vos forums',
    unnamed: 'Démarche sans nom',
  },

  wayIn: {
    title: 'Bienvenue',
    asking: 'Ouverture…',
    refused: 'Ce lien n’ouvre rien, ou plus. Demandez-en un autre.',
    unreachable: 'Le serveur ne répond pas. Vérifiez le réseau, puis réessayez.',
  },

  create: {
    title: 'Nouvelle démarche',
    explain: 'Quatre lignes suffisent pour commencer. Tout se corrige ensuite.',
    starter: 'Commencer avec les listes habituelles',
    starterHint: 'Dix thèmes, sept champs d’entretien, trois comités, quatre phases : vous les changez comme vous voulez.',
    make: 'Créer la démarche',
    themes: ['Petite enfance', 'Enfance', 'Jeunesse', 'Parentalité', 'Accès aux droits', 'Inclusion numérique', 'Animation de la vie sociale', 'Logement', 'Handicap', 'Accompagnement social'],
    fields: ['Socio-éducatif', 'Agriculture', 'Action sociale', 'Mobilité', 'Emploi et insertion', 'Santé', 'Accompagnement social'],
    committees: { steering: 'Comité de pilotage', technical: 'Comité technique', restricted: 'Comité de pilotage restreint' },
    phases: ['Lancement', 'Diagnostic partagé', 'Axes et plan d’actions', 'Signature'],
  },

  values: {
    withheld: 'secret statistique',
    notCosted: 'non chiffré',
    atLeast: (n: string) => `plus de ${n}`,
    yes: 'oui',
    no: 'non',
    missing: 'à remplir',
    none: '—',
  },

  forms: {
    required: (label: string) => `${label} (nécessaire)`,
    optional: 'Le reste peut attendre.',
    linesHint: 'Un par ligne',
    dayHint: '12/03/2027, 03/2027 ou 2027',
    pointHint: 'Longitude ; latitude',
    codeHint: 'Cinq signes, celui de l’Insee',
    unpublished: 'Reste au bureau : n’est jamais publié.',
    amount: 'Ce que l’on sait',
    amountKinds: { '': 'Rien encore', exact: 'Un nombre', at_least: 'Plus de…', withheld: 'Secret statistique', not_costed: 'Non chiffré' },
    number: 'Nombre',
    choose: 'Choisir…',
    nothingToChoose: 'Rien à choisir encore.',
    edit: (what: string) => `Corriger : ${what}`,
    adding: (noun: string) => `Ajouter : ${noun}`,
    draft: 'Il y a ici un brouillon non enregistré.',
    discard: 'Abandonner',
    gone: 'Cet élément vient d’être supprimé ailleurs. Ce que vous aviez tapé est encore ci-dessous.',
    otherWrote: (who: string | undefined) => `${who ?? 'Quelqu’un d’autre'} a écrit entre-temps :`,
    otherEmptied: (who: string | undefined) => `${who ?? 'Quelqu’un d’autre'} a vidé ce champ entre-temps.`,
    yours: 'Vous avez écrit :',
    keepOwn: 'Garder mon texte',
    takeOther: 'Prendre l’autre',
    chooseFirst: 'Choisissez d’abord l’un des deux textes, puis enregistrez.',
  },

  items: {
    none: 'Rien ici pour le moment.',
    editThis: (what: string) => `Corriger : ${what}`,
    added: (noun: string, what: string) => `${noun} : « ${what} » est là.`,
    saved: (what: string) => `« ${what} » est enregistré.`,
    removeAsk: (what: string) => `Supprimer « ${what} » ?`,
    removeWhat: (n: number) =>
      n === 0
        ? 'Ses mots sont effacés, sauf ceux qui ont déjà été publiés. Cela ne se reprend pas.'
        : `${form(n, { one: 'Ce qui en dépend', other: `Les ${number(n)} éléments qui en dépendent` })} ${form(n, { one: 'part', other: 'partent' })} avec. Les mots sont effacés, sauf ceux qui ont déjà été publiés. Cela ne se reprend pas.`,
    removed: (what: string) => `« ${what} » est supprimé.`,
    gone: 'Ce que vous cherchez n’est plus là.',
    count: (n: number) => count(n, 'élément', 'éléments'),
    erased: 'Effacé',
    search: 'Chercher',
    notFound: 'Aucun ne correspond.',
    actions: 'Faire',
  },

  home: {
    phases: 'Le calendrier',
    addPhase: 'Ajouter une phase',
    noPhases: 'Aucune phase encore. Ajoutez-en une pour savoir où l’on en est.',
    now: 'maintenant',
    next: 'ensuite',
    done: 'terminée',
    until: (day: string) => `jusqu’au ${day}`,
    from: (day: string) => `à partir de ${day}`,
    span: (start: string, end: string) => `${start} – ${end}`,
    nowIs: (phase: string) => `Maintenant : ${phase}`,
    nextIs: (phase: string) => `Ensuite : ${phase}`,
    todo: 'Ce qui attend',
    nothing: 'Rien n’attend. Bravo.',
    more: (n: number) => `Voir les ${number(n)} autres`,
    parts: 'Où en est chaque partie',
    identity: 'La démarche',
    question: 'La question',
    due: (day: string) => `pour le ${day}`,
    late: 'en retard',
    noDate: 'sans date',
    meeting: (day: string) => `Réunion le ${day}`,
    counts: {
      territory: (n: number) => count(n, 'commune', 'communes'),
      committees: (n: number) => count(n, 'instance', 'instances'),
      diagnosis: (n: number) => count(n, 'indicateur', 'indicateurs'),
      campaigns: (n: number) => count(n, 'campagne', 'campagnes'),
      interviews: (n: number) => count(n, 'entretien', 'entretiens'),
      forums: (n: number) => count(n, 'forum', 'forums'),
      cards: (n: number) => count(n, 'parole', 'paroles'),
      publications: (n: number) => count(n, 'publication', 'publications'),
    },
  },

  campaign: {
    open: 'Ouvrir aux réponses en ligne',
    openNow: 'Ouvrir',
    about: 'La campagne',
    onlyAfter: (question: string) => `seulement après : ${question}`,
    openAsk: 'Ouvrir aux réponses en ligne ?',
    openExplain: 'Toute personne qui a le lien peut répondre, sans compte. Avec des feuilles numérotées, il faut le numéro d’une feuille et ses quatre lettres : une réponse par feuille. Ce choix ne change plus ensuite, puisque des feuilles s’impriment.',
    free: 'Lien ouvert, sans numéro',
    numbered: 'Une réponse par feuille numérotée',
    close: 'Fermer aux réponses en ligne',
    reopen: 'Rouvrir aux réponses en ligne',
    isOpen: 'Ouvert : on peut répondre en ligne.',
    isClosed: 'Fermé : on ne peut pas répondre en ligne.',
    link: 'Lien à donner',
    copy: 'Copier le lien',
    copied: 'Lien copié.',
    notCopied: 'Le lien ne se copie pas ici : sélectionnez-le.',
    opened: 'Le questionnaire est ouvert.',
    wasClosed: 'Le questionnaire est fermé.',
    key: 'Saisir des feuilles',
    keyAgain: 'Contrôle : saisir une seconde fois',
    sheets: 'Feuilles saisies',
    figures: 'Où en est la campagne',
    distributed: 'Distribués',
    returned: 'Revenus',
    processed: 'Traités',
    rejected: 'Écartés',
    typed: 'Feuilles enregistrées',
    rateReturned: (rate: string, atLeast: boolean) => `Retour : ${atLeast ? 'plus de ' : ''}${rate} des questionnaires distribués`,
    rateProcessed: (rate: string, atLeast: boolean) => `Traités : ${atLeast ? 'plus de ' : ''}${rate} des questionnaires distribués`,
    missing: (n: number) => `${count(n, 'lot n’est pas compté', 'lots ne sont pas comptés')}, faute de chiffre.`,
    selfSelected:
      'Ces réponses viennent de personnes qui ont choisi de répondre, là où le questionnaire a été distribué. Elles ne parlent ni pour tout le territoire ni pour celles et ceux qui n’ont rien reçu.',
    errorRate: (rate: string, sheets: number) => `Contrôle de saisie : ${rate} de réponses différentes sur ${count(sheets, 'feuille saisie deux fois', 'feuilles saisies deux fois')}.`,
    toCheck: (n: number) => `${count(n, 'feuille', 'feuilles')} à saisir une seconde fois, par quelqu’un d’autre (5 % tirées au sort).`,
    noQuestions: 'Écrivez d’abord les questions.',
    order: (n: number) => `Feuille ${number(n)}`,
    paperNumber: (n: number) => `n° ${number(n)}`,
    ways: { paper: 'papier', web: 'en ligne', file: 'fichier' },
    withdraw: 'Écarter',
    takeBack: 'Reprendre',
    withdrawn: 'écartée',
    differs: (n: number) => `${count(n, 'réponse diffère', 'réponses diffèrent')} à la seconde saisie`,
    sameTwice: 'saisie deux fois, sans différence',
    correct: 'Corriger',
    noSheets: 'Aucune feuille encore.',
    only: 'Dernières feuilles d’abord',
    withdrawnSaid: (n: number) => `La feuille ${number(n)} ne compte plus.`,
    takenBackSaid: (n: number) => `La feuille ${number(n)} compte de nouveau.`,
    correctedSaid: (n: number) => `La feuille ${number(n)} est corrigée.`,
    up: (what: string) => `Monter : ${what}`,
    down: (what: string) => `Descendre : ${what}`,
  },

  results: {
    title: 'Résultats',
    working: 'Comptes complets, de travail : non publiables. Ce qui se publie ici est protégé ; les petits effectifs n’y sont pas.',
    rows: 'Question',
    columns: 'Croiser avec',
    nothing: 'Rien',
    batch: 'Lot',
    commune: 'Commune',
    bounds: 'Tranches',
    boundsHint: 'Les limites, comme 18 ; 30 ; 60. Sans elles, une échelle a une ligne par degré.',
    band: (from: number | undefined, below: number | undefined) =>
      from === undefined ? `moins de ${number(below ?? 0)}` : below === undefined ? `${number(from)} et plus` : below - from === 1 && Number.isInteger(from) ? number(from) : `de ${number(from)} à moins de ${number(below)}`,
    base: (answered: string, sheets: string) => `Réponses : ${answered} sur ${sheets} feuilles`,
    others: (empty: string, notAsked: string) => `sans réponse : ${empty} · non posée : ${notAsked}`,
    quartiles: (q: { least: number; first: number; median: number; third: number; most: number }) =>
      `Médiane ${number(q.median)} ; la moitié entre ${number(q.first)} et ${number(q.third)} ; de ${number(q.least)} à ${number(q.most)}.`,
    noLines: 'Cette question n’a pas de lignes à compter : donnez des tranches, ou lisez ses mots dans « Paroles ».',
    answer: 'Réponse',
    all: 'Ensemble',
    sheets: 'Feuilles',
    share: 'Part des réponses',
    withheld: 'non publié',
    unreachable: 'Le serveur ne répond pas. Les comptes reviendront avec lui.',
    publish: 'Publier ce tableau',
    publishExplain:
      'Publié, ce tableau pourra être lu par tout le monde. Les effectifs trop petits en sont retirés, et d’autres avec eux, pour que personne ne puisse les recalculer, même avec les tableaux déjà publiés.',
    published: 'Le tableau est publié.',
  },

  keying: {
    title: 'Saisie des feuilles',
    again: 'Seconde saisie',
    takeUp: 'Reprendre cette feuille',
    withNumbers: 'Les feuilles portent un numéro',
    keys: 'Les touches',
    inAll: 'feuilles enregistrées en tout',
    batch: 'Lot',
    noBatch: 'Sans lot',
    numbered: 'Numéro de la feuille',
    numberHint: 'Le numéro imprimé, ou rien. Puis Entrée.',
    help: 'Une touche par réponse : 1 à 9 choisissent ; Entrée ou 0 : sans réponse ; flèche du haut ou Retour arrière : question d’avant. Enfin Entrée enregistre la feuille.',
    helpNumber: 'Tapez le nombre, puis Entrée.',
    helpScale: (min: number, max: number) => `Une touche, de ${number(min)} à ${number(max)}.`,
    helpLetters: 'De a à z au-delà de la neuvième réponse.',
    helpSeveral: 'Les touches choisissent et retirent ; Entrée passe à la suite.',
    helpText: 'Tapez les mots, puis Entrée. Maj + Entrée va à la ligne.',
    helpDate: 'Tapez le jour, comme 12/03/2027, puis Entrée.',
    empty: 'sans réponse',
    notAsked: 'non posée',
    save: 'Enregistrer la feuille',
    ready: 'La feuille est complète : Entrée enregistre.',
    saved: (n: number) => `Feuille enregistrée. ${count(n, 'feuille', 'feuilles')} depuis que cette page est ouverte.`,
    question: (n: number, of: number) => `Question ${number(n)} sur ${number(of)}`,
    notTaken: 'Cette feuille n’a pas été prise :',
    bad: 'Cette touche ne répond pas à cette question.',
    nothingToCheck: 'Aucune feuille n’attend de seconde saisie par vous. Ce que vous avez saisi, c’est à quelqu’un d’autre de le contrôler.',
    whichSheet: (n: number, paper: number | undefined) => `Reprenez sur le papier la feuille ${paper === undefined ? `${number(n)} (dans l’ordre de saisie)` : `n° ${number(paper)}`}.`,
    stored: 'Seconde saisie enregistrée.',
  },

  cards: {
    title: 'Paroles',
    explain: 'Chaque source a sa colonne : des paroles ne s’additionnent pas.',
    none: 'Pas encore de parole. Elles viennent des forums, des réponses longues et des entretiens.',
    evidence: 'Appuie un axe',
    evidenceOnly: 'Seulement celles qui appuient un axe',
    marked: 'La parole est marquée comme appui.',
    unmarked: 'La parole n’est plus un appui.',
    near: 'Écrit presque de même :',
    found: (n: number) => count(n, 'parole', 'paroles'),
    kinds: { forum: 'Forum', interview_field: 'Entretiens', campaign: 'Questionnaire' },
    notFound: 'Aucune parole ne correspond.',
    source: 'Source',
    all: 'Toutes les sources',
  },

  publications: {
    title: 'Publications',
    explain: 'Ce qui est publié, tout le monde peut le lire ; une version ne change plus jamais.',
    publish: 'Publier…',
    document: 'Quel document ?',
    of: 'À propos de',
    note: 'Ce qui est nouveau dans cette version',
    ask: 'Publier',
    none: 'Rien n’est encore publié.',
    version: (n: number) => `version ${number(n)}`,
    replaced: 'remplacée par une version plus récente',
    published: (what: string) => `« ${what} » est publié.`,
    newsletters: 'Lettres d’information',
  },

  access: {
    title: 'Accès',
    explain: 'Un lien par personne. Chaque lien se retire à tout moment.',
    officers: 'Qui travaille sur la démarche',
    members: 'Qui siège dans une instance',
    addOfficer: 'Donner accès à une personne qui travaille sur la démarche',
    addMember: 'Donner accès à une personne qui siège',
    officer: 'Peut tout lire et tout écrire',
    member: (committees: string) => `Lit les papiers de : ${committees}`,
    first: 'La personne qui a créé la démarche',
    label: 'Qui est-ce ?',
    labelHint: 'Un prénom, un service : ce que les autres verront.',
    committees: 'De quelles instances ?',
    make: 'Faire le lien',
    link: 'Lien à donner',
    once: 'Ce lien ne se montre qu’une fois. Donnez-le à cette personne seulement.',
    done: 'C’est fait',
    revoke: 'Retirer',
    revokeThis: (who: string) => `Retirer l’accès : ${who}`,
    revokeAsk: (who: string) => `Retirer l’accès : ${who} ?`,
    revokeWhat: 'Ses écrans se ferment tout de suite, et les liens faits avec le sien aussi. Ce qui a été écrit reste.',
    revoked: (who: string) => `Accès retiré : ${who}.`,
    needCommittee: 'Choisissez au moins une instance.',
    needLabel: 'Écrivez qui c’est.',
  },

  territory: {
    find: 'Chercher une commune',
    findHint: 'Nom, code officiel ou code postal',
    vintage: (year: number) => `Communes au 1er janvier ${year}, d’après l’Insee.`,
    addThis: (name: string) => `Ajouter ${name}`,
    partOf: (name: string) => `dans ${name}`,
    notFound: 'Aucune commune de ce nom. Vous pouvez l’ajouter à la main.',
    already: 'déjà là',
    population: (n: string, atLeast: boolean) => `${atLeast ? 'plus de ' : ''}${n} habitants au total`,
    populationOf: (known: number, all: number) => `(${number(known)} communes sur ${number(all)} ont un chiffre)`,
  },

  nouns: {
    programme: 'La démarche',
    commune: 'Communes',
    phase: 'Phases',
    committee: 'Instances',
    member: 'Membres',
    meeting: 'Réunions',
    decision: 'Décisions',
    theme: 'Thèmes',
    indicator: 'Indicateurs',
    figure: 'Chiffres',
    campaign: 'Campagnes',
    question: 'Questions',
    choice: 'Réponses proposées',
    place: 'Lieux de distribution',
    batch: 'Lots',
    interview_field: 'Champs d’entretien',
    interview: 'Entretiens',
    verbatim: 'Verbatims',
    forum: 'Forums',
    contribution: 'Contributions',
    newsletter: 'Lettres d’information',
  } satisfies Record<Noun, string>,

  warnings,
  documents,
  faults,
  refusals: {
    CHANGED_MEANWHILE: (field: string) => `Quelqu’un d’autre a changé « ${field} » entre-temps. Regardez ce qui y est, puis recommencez.`,
    NOTHING_ANSWERED: 'Cette feuille ne répond à rien. Comptez-la plutôt parmi les écartées de son lot.',
    TELLS_SMALL_COUNTS: 'Ce tableau, avec ce qui est déjà publié, laisserait deviner de petits effectifs. Publiez-le avec moins de détails.',
    CAMPAIGN_CLOSED: 'Ce questionnaire ne prend plus de réponses.',
    SHEET_TAKEN: (n: number) => `La feuille n° ${number(n)} est déjà enregistrée. Vérifiez le numéro.`,
    WRONG_LETTERS: 'Ces lettres ne vont pas avec ce numéro. Vérifiez-les sur la feuille.',
    KEYED_TWICE: 'Cette feuille a déjà été saisie deux fois, ou l’a été par vous. À quelqu’un d’autre.',
    OUT_OF_TURN: (part: number) => `L’import reprend à la partie ${number(part)}. Recommencez.`,
    BAD_FILE: (reason: string, line: number | undefined) => `Ce fichier ne peut pas être repris ainsi${line === undefined ? '' : ` (ligne ${number(line)})`} : ${reason}`,
    NOTHING_TO_PUBLISH: 'Il n’y a encore rien à publier ici. Remplissez d’abord cette partie.',
    NOT_ALLOWED: 'Votre lien ne permet pas cela. Demandez à la personne qui porte la démarche.',
    NOT_FOUND: 'Ce n’est plus là. Revenez à la page précédente.',
    TRY_LATER: 'Trop d’essais. Attendez une minute, puis recommencez.',
    UNKNOWN_COMMAND: 'Cette page est plus ancienne que le serveur. Rechargez-la.',
    BAD_COMMAND: 'Le serveur n’a pas compris cette page. Rechargez-la, puis recommencez.',
    LIMIT_REACHED: (max: number) => `Il y en a déjà ${number(max)}, et c’est la limite.`,
  } satisfies Record<Exclude<ProgrammeCode, 'BAD_FIELD' | 'BAD_ANSWER'>, unknown> & Record<string, unknown>,
};

export type ProgrammeWords = typeof fr;
