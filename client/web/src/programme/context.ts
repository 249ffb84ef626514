import { createContext } from 'svelte';
import type { Acts } from '../facilitator/acts.svelte';
import type { LiveProgramme } from '../live/programme.svelte';
import type { ItemId } from '../protocol';
import type { Command } from '../protocol/programme';
import { programme as t } from '../words/programme';
import { language } from '../words/words.svelte';
import { titleOf, type Sayings } from './values';

/** One programme as somebody works on it. */
export interface AtDesk {
  live: LiveProgramme;
  acts: Acts<Command>;
  sayings: Sayings;
  /** What the page shows in particular, and which part of that. */
  readonly detail: ItemId | undefined;
  readonly part: string | undefined;
}

export const [useDesk, provideDesk] = createContext<AtDesk>();

/** How values of this programme are said, in the language of now. */
export function sayingsOf(live: LiveProgramme): Sayings {
  const called = (id: ItemId): string => {
    const item = live.find(id);
    return item ? titleOf(item, sayings) : '…';
  };
  const sayings: Sayings = {
    get language() {
      return language.current;
    },
    get withheld() {
      return t().values.withheld;
    },
    get notCosted() {
      return t().values.notCosted;
    },
    atLeast: (number) => t().values.atLeast(number),
    get yes() {
      return t().values.yes;
    },
    get no() {
      return t().values.no;
    },
    called,
  };
  return sayings;
}
