import { mount, type Component } from 'svelte';
import { display } from './ui/display.svelte';
import { guardPresses } from './ui/press';
import { outliveTranslation } from './ui/translation';
import { language } from './words/words.svelte';
import './style/index.css';

/** Puts an entry's app in the place of the static text of its page. */
export async function start(App: Component): Promise<void> {
  const target = document.getElementById('app');
  if (!target) throw new Error('the page has no #app');
  display.start();
  guardPresses();
  await language.start();
  target.replaceChildren();
  outliveTranslation(target);
  mount(App, { target });
}
