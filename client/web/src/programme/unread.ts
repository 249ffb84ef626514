import { questionnaire as t } from '../words/questionnaire';
import type { Question, Unread } from './questions';

/** Why what stands in a question's field is no answer, in words. */
export function sayUnread(unread: Unread, { min, max }: Question): string {
  switch (unread) {
    case 'not_a_number':
      return t().notANumber;
    case 'out_of_range':
      return t().between(min, max);
    case 'not_a_day':
      return t().notADay;
  }
}
