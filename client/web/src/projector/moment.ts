import { common as c } from '../words/common';
import { projector as t } from '../words/projector';
import { hour, ownLabel } from '../words/slots';
import type { Dial } from './clock';

/** From here on the words say that the end is near, not the number alone. */
const LAST_MINUTES = 2;

/** The moment in words: « encore 12 minutes ». */
export function momentWords(dial: Dial): string {
  switch (dial.is) {
    case 'running': {
      const minutes = c().minutesLeft(dial.left);
      return dial.left <= LAST_MINUTES ? t().clock.last(minutes) : minutes;
    }
    case 'past':
      return t().clock.past;
    case 'next': {
      const { slot, day } = dial.timed;
      const name = [dial.today ? '' : c().day(day), ownLabel(slot)].filter(Boolean).join(' · ');
      return t().clock.nextAt(name, hour(slot.start));
    }
    case 'none':
      return t().clock.none;
  }
}
