import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { plainFields } from './fields.ts';

// What the door of a phone shows and other pages use comes in one piece: a hall's Wi-Fi counts requests.
const BASE =
  /node_modules(?!\/svelte\/src\/(reactivity|internal\/shared\/clone|internal\/client\/dom\/(elements\/bindings|blocks\/svelte-head)))|src\/(start|stored|live\/(api|ids|store)|words\/(common|plurals|words|isolated|typed)(?!.*\.en\.)|ui\/(Bee|Button|DoorHead|Empty|Field|Icon|icons|LanguageSwitch|Loading|Row|Status|status|TextField|Title|typing)\b)/;

/** What screens behind a door share, for the same reason; not what phones never show. */
const KIT = /src\/(ui\/(?!Weights|Stepper|SecretQr|WifiQr)|style\/|words\/(slots|refusals|gone)(?!.*\.en\.))/;

/** Pages that are built by themselves, see build.rs: an overview of every piece of the screens, left out of releases, and those of a programme. */
const PAGES: Record<string, string[]> = {
  overview: ['apercu.html'],
  programme: ['demarche.html', 'questionnaire.html'],
};

export default defineConfig(({ mode }) => ({
  plugins: [svelte(), plainFields()],
  build: {
    // Old phones of a village hall: Android 10, iOS 14.
    target: ['es2020', 'chrome87', 'safari14'],
    // `default-src 'self'` forbids data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: PAGES[mode] ?? ['index.html', 'animation.html', 'ecran.html', 'recu.html'],
      // Nothing happens when its modules are loaded, and what nobody uses is left out; Svelte does not say so itself.
      treeshake: { moduleSideEffects: [{ test: /node_modules\/svelte\/src\/(reactivity|legacy|internal\/client)\//, sideEffects: false }] },
      output: {
        codeSplitting: {
          groups: [
            { name: 'base', test: BASE, minShareCount: 2 },
            { name: 'kit', test: KIT, minShareCount: 2 },
          ],
        },
      },
    },
  },
  // A busy machine takes its time.
  test: { include: ['src/**/*.test.ts', '*.test.ts'], environment: 'node', testTimeout: 120_000 },
}));
