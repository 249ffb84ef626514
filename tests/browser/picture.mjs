// Takes the picture of the README: the room's screen in the middle of the example's day.
//   node picture.mjs OUT.png
// BOURDON names the program (else the debug build), CHROMIUM the browser.

import { chromium } from '@playwright/test';
import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

const out = process.argv[2] ?? 'screen.png';
const program = process.env['BOURDON'] ?? resolve(import.meta.dirname, '../../target/debug/bourdon');
const here = '127.0.0.1:7373';
const protocol = readFileSync(resolve(import.meta.dirname, '../../client/web/src/protocol/index.ts'), 'utf8');
const version = Number(/WIRE_VERSION = (\d+)/.exec(protocol)?.[1]);
/** What phones type in the hall of the picture. */
const hall = 'http://192.168.1.20:7373';

const server = spawn(program, ['demo', '--json', '--listen', here, '--address', hall], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
let browser;
try {
  const line = await new Promise((found, failed) => {
    createInterface(server.stdout).once('line', found);
    server.once('exit', (code) => failed(new Error(`${program} ended with ${code}`)));
    server.once('error', failed);
  });
  const { key, code } = JSON.parse(line);
  browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });
  const page = await browser.newPage({ viewport: { width: 1600, height: 900 }, locale: 'fr-FR' });
  await page.goto(`http://${here}/ecran`);
  const token = await page.evaluate(makePass, { version, key, code, owner: secret(), token: secret(), ids: [randomUUID(), randomUUID()] });
  await page.goto(`http://${here}/ecran#${code}.${token}`);
  await page.reload();
  await page.getByRole('table').waitFor();
  await page.getByText('encore').waitFor();
  // In full screen there is no button on it.
  await page.keyboard.press('f');
  await page.getByRole('button').first().waitFor({ state: 'detached' });
  await page.screenshot({ path: out });
} finally {
  await browser?.close();
  server.kill('SIGTERM');
}

function secret() {
  return randomBytes(32).toString('hex');
}

/** In the page, as the owner: a pass for the room's screen. */
async function makePass({ version, key, code, owner, token, ids: [id, pass] }) {
  await fetch('/api/owner', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key, token: owner }),
  });
  const { forum } = await (await fetch(`/api/forums/${code}`)).json();
  await new Promise((made, failed) => {
    const socket = new WebSocket(`ws://${location.host}/socket`);
    const say = (message) => socket.send(JSON.stringify(message));
    socket.onopen = () => say({ hello: { version, forum, token: owner } });
    socket.onclose = ({ code }) => failed(new Error(`closed: ${code}`));
    socket.onmessage = ({ data }) => {
      const message = JSON.parse(data);
      if (message.welcome) say({ command: { id, do: 'add_projector', as: pass, label: 'Écran', token } });
      if (message.done) made();
      if (message.refused) failed(new Error(data));
    };
  });
  return token;
}
