import type { Forum } from '../protocol';
import { common as c } from '../words/common';
import { projector as t } from '../words/projector';
import { timeOf, type Moment } from './clock';
import { slotDay } from './slot';

/** From here on the words say that the end is near, not the number alone. */
const LAST_MINUTES = 2;

/** The moment in words: « encore 12 minutes ». */
export function momentWords(moment: Moment, forum: Forum): string {
  switch (moment.is) {
    case 'running': {
      const minutes = c().minutesLeft(moment.left);
      return moment.left <= LAST_MINUTES ? t().clock.last(minutes) : minutes;
    }
    case 'past':
      return t().clock.past;
    case 'next': {
      const { slot, today } = moment;
      return t().clock.nextAt(today ? slot.label : slotDay(slot, forum), c().time(...timeOf(slot.start)));
    }
    case 'none':
      return t().clock.none;
  }
}
