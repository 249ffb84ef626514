import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

// Browsers offer no brotli on plain http, so gzip is what travels in a hall.
function precompress(): Plugin {
  const squeeze = promisify(gzip);
  return {
    name: 'precompress',
    apply: 'build',
    async writeBundle(options, bundle) {
      const folder = options.dir ?? 'dist';
      const names = Object.keys(bundle).filter((name) => /\.(html|js|css|svg|json|txt)$/.test(name));
      await Promise.all(
        names.map(async (name) => {
          const path = join(folder, name);
          const raw = await readFile(path);
          const small = await squeeze(raw, { level: 9 });
          if (small.length < raw.length) await writeFile(`${path}.gz`, small);
        }),
      );
    },
  };
}

// What the door of a phone shows and other pages use comes in one piece: a hall's Wi-Fi counts requests.
const BASE =
  /node_modules(?!\/svelte\/src\/(reactivity|internal\/shared\/clone|internal\/client\/dom\/(elements\/bindings|blocks\/svelte-head)))|src\/(start|stored|live\/(api|ids|store)|words\/(common|plurals|words|isolated|typed)(?!.*\.en\.)|ui\/(Bee|Button|Empty|Field|Icon|icons|LanguageSwitch|Loading|Row|Status|status|TextField|Title|typing)\b)/;

/** What screens behind a door share, for the same reason. */
const KIT = /src\/(ui\/|style\/|words\/(slots|refusals|gone)(?!.*\.en\.))/;

/** A page with every piece of the screens. Builds for release leave it out; see build.rs. */
const OVERVIEW = 'overview';

export default defineConfig(({ mode }) => ({
  plugins: [svelte(), precompress()],
  build: {
    // Old phones of a village hall: Android 10, iOS 14.
    target: ['es2020', 'chrome87', 'safari14'],
    // `default-src 'self'` forbids data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: mode === OVERVIEW ? ['apercu.html'] : ['index.html', 'animation.html', 'ecran.html'],
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
  test: { include: ['src/**/*.test.ts'], environment: 'node' },
}));
