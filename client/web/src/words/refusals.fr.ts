import { plurals } from './plurals';
import type { RefusalWords } from './refusal';

const { count, form, number } = plurals('fr');

const fields: Record<string, string> = {
  question: 'la question',
  slots: 'un créneau',
  spaces: 'un espace',
  colleges: 'un collège',
  axes: 'des axes',
};

export const fr: RefusalWords = {
  DOOR_CLOSED: () => 'L’entrée est fermée. Adressez-vous à l’accueil.',
  REMOVED: () => 'La personne qui anime a mis fin à votre participation à ce forum. Adressez-vous à elle.',
  TRY_LATER: () => 'Trop d’essais. Attendez une minute ou passez à l’accueil.',
  TOO_EARLY: () => 'Ce n’est pas encore le moment. La personne qui anime donnera le signal.',
  TOPICS_CLOSED: () => 'Les sujets ne sont plus ouverts. Parlez-en à la personne qui anime.',
  FORUM_PAUSED: () => 'Le forum est en pause. Vous pouvez lire ; on reprend bientôt.',
  FORUM_CLOSED: () => 'Le forum est clos. Vous pouvez encore tout relire.',
  FORUM_INCOMPLETE: (r) => `Il manque : ${r.missing.map((field) => fields[field] ?? field).join(', ')}. Complétez, puis recommencez.`,
  IN_USE: () => 'C’est déjà utilisé. Vous pouvez le renommer.',
  LIMIT_REACHED: (r) => `Il y en a déjà ${number(r.max)}, et c’est la limite. Parlez-en à la personne qui anime.`,
  CELL_TAKEN: (r, names) => {
    const space = r.free && names.space(r.free.space);
    const slot = r.free && names.slot(r.free.slot);
    return space && slot
      ? `La place vient d’être prise. Libre à côté : ${space}, ${slot}.`
      : 'La place vient d’être prise. Choisissez-en une autre.';
  },
  HOST_BUSY: (r, names) =>
    `La personne qui porte ce sujet en a déjà un : ${names.slot(r.slot) ?? 'à cette heure'}. Le placer quand même ?`,
  TITLE_FIXED: () => 'Le groupe a commencé : le titre ne change plus. Écrivez plutôt une contribution.',
  HAS_CONTRIBUTIONS: () => 'Le groupe a écrit : le sujet ne peut plus être retiré. Vous pouvez terminer le groupe.',
  TOO_MANY_TOPICS: (r) =>
    `Vous portez déjà ${count(r.max, 'sujet', 'sujets')}. Retirez-en un pour en proposer un autre.`,
  NOT_HOST: (r, names) =>
    `${(r.person && names.person(r.person)) ?? 'La personne qui a proposé le sujet'} en décide. Demandez-lui.`,
  PEN_TAKEN: (r, names) => `${names.person(r.person) ?? 'Une autre personne'} tient la plume. Demandez-la-lui.`,
  NOT_MEMBER: () => 'Vous n’êtes pas dans ce groupe. Rejoignez-le pour écrire.',
  GROUP_CLOSED: () => 'Ce groupe a terminé. Pour écrire encore, demandez à la personne qui porte le sujet de le rouvrir.',
  NOT_AUTHOR: () => 'Ces mots sont d’une autre personne. Elle seule peut les modifier.',
  OWN_CONTRIBUTION: () => 'Ces mots sont les vôtres. Les appuis viennent des autres.',
  EMPTY: () => 'Il n’y a rien à envoyer. Écrivez quelques mots.',
  TOO_LONG: (r) => `Trop long de ${count(r.by, 'caractère', 'caractères')}. Raccourcissez un peu.`,
  VOTE_OPEN: () => 'Le vote est en cours : on ne change plus les axes. Attendez la fin du vote.',
  VOTE_CLOSED: () => 'Le vote est terminé. Vous pouvez lire les résultats.',
  NO_DOT_LEFT: (r) =>
    `Vous avez posé ${form(r.dots, { one: 'votre gommette', other: `vos ${number(r.dots)} gommettes` })}. Reprenez-en une pour changer.`,
  TOO_MANY_DOTS: (r) =>
    `${count(r.max, 'gommette', 'gommettes')} au plus sur un même axe. Choisissez aussi un autre axe.`,
  COLLEGE_LOCKED: () => 'Le vote a commencé. Voyez l’accueil pour changer de collège.',
  AXIS_WITHOUT_SOURCE: () => 'Cet axe ne repose sur aucune contribution. Rattachez-en une.',
  UNSORTED: (r) =>
    `${count(r.count, 'contribution n’a', 'contributions n’ont')} pas encore été ${form(r.count, { one: 'examinée', other: 'examinées' })}. Rattachez-${form(r.count, { one: 'la', other: 'les' })}, ou dites pourquoi ${form(r.count, { one: 'elle reste', other: 'elles restent' })} à part.`,
  IS_DUPLICATE: () => 'Cette contribution est elle-même un doublon. Choisissez celle qu’elle répète.',
  HAS_DUPLICATES: () => 'D’autres contributions sont des doublons de celle-ci. Changez-les d’abord.',
  NOTHING_TO_CHOOSE: () => 'Il n’y a pas encore de choix. Il faut au moins deux axes pour voter.',
  NOT_ALLOWED: () => 'Cette action ne vous est pas ouverte. Demandez à la personne qui anime.',
  NOT_FOUND: () => 'Ce que vous cherchez n’est plus là. Revenez à la page précédente.',
  GROUP_NOT_OPEN: () => 'Ce groupe n’est pas encore ouvert. Ouvrez-le, ou attendez son heure.',
  TOPIC_WITHDRAWN: () => 'Ce sujet a été retiré. Choisissez-en un autre.',
  VOTE_NOT_OPEN: () => 'Le vote n’est pas encore ouvert. La personne qui anime donnera le signal.',
  ONE_REFUSED: (r, names) => {
    const which = typeof r.of === 'number' ? `du n° ${number(r.of)}` : `de ${names.thing(r.of) ?? 'l’un d’entre eux'}`;
    return `Rien n’a été fait, à cause ${which}. ${names.why(r.refusal)}`;
  },
  MOVED_ON: () => 'Cela a changé entre-temps : rien n’a été fait. Regardez où l’on en est, puis recommencez s’il le faut.',
  SLOW_DOWN: () => 'Un instant : vos mots partent un par un. Il n’y a rien à refaire.',
  WIFI_PASSWORD: () => 'Un mot de passe Wi-Fi a de 8 à 63 caractères. Vérifiez-le sur la borne.',
  BAD_ADDRESS: () => 'Cette adresse ne convient pas : écrivez-la comme https://forum.exemple.fr.',
  BAD_LOGO: () => 'Ce logo ne convient pas : il faut une image PNG entière, de 48 Kio et de 1 000 points de côté au plus.',
  NO_BROWSER: () =>
    'Aucun navigateur de l’ordinateur du serveur n’a fait le PDF (il faut Chromium, Chrome ou Edge). Ouvrez le livre en HTML, imprimez-le et choisissez « Enregistrer au format PDF ».',
  UNKNOWN_TIME_ZONE: () => 'Ce fuseau horaire n’existe pas. Choisissez-en un de la liste.',
  UNKNOWN_LANGUAGE: () => 'Cette langue n’existe pas sous ce nom. Choisissez-en une de la liste.',
  UNKNOWN_COMMAND: () => 'Cette page est plus ancienne que la salle. Rechargez-la.',
  BAD_COMMAND: () => 'La salle n’a pas compris cette page. Rechargez-la, puis recommencez.',
  BAD_TEXT: (r) =>
    r.at === undefined
      ? 'Un signe de ce texte ne peut pas être gardé. Écrivez-le autrement.'
      : `Le signe numéro ${number(r.at)} de ce texte${r.sign ? ` (${r.sign})` : ''} ne peut pas être gardé. Effacez-le ou écrivez-le autrement.`,
};
