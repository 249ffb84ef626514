import { programme as t } from '../words/programme';
import type { Trouble } from './brought.svelte';
import { sentenceOf } from './refusals';

/** Why a file was not brought. */
export function notBrought(trouble: Trouble): string {
  if (trouble === 'too_large') return t().files.tooLarge;
  if (trouble === 'unreachable') return t().files.notSent;
  switch (trouble.refused.code) {
    case 'SLOW_DOWN':
      return t().files.busy;
    case 'TRY_LATER':
      return t().files.slow;
    case 'LIMIT_REACHED':
      return t().files.full;
    case 'BAD_COMMAND':
      return t().files.cutOff;
    default:
      return sentenceOf(trouble.refused);
  }
}

/** Why a file was not taken over, or not all of it. */
export function notTaken(trouble: Trouble): string {
  if (typeof trouble === 'string') return t().files.unreachable;
  switch (trouble.refused.code) {
    case 'NOT_FOUND':
      return t().files.noLonger;
    case 'SLOW_DOWN':
      return t().files.busy;
    case 'TRY_LATER':
      return t().files.slow;
    case 'BAD_COMMAND':
      return t().files.otherwise;
    default:
      return sentenceOf(trouble.refused);
  }
}
