// Puts French typography into the strings of `src/words/*.fr.ts`: no-break spaces, curly apostrophes.
// `npm run typography` writes; a test fails where it would change something.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const FOLDER = fileURLToPath(new URL('../src/words', import.meta.url));

/** The paths of all French words. */
export function frenchFiles() {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.fr.ts'))
    .map((name) => join(FOLDER, name));
}

/** The same words with their typography mended. */
export function mendText(text) {
  return text
    .replace(/[ \u202f]+([:;?!»])/g, '\u00a0$1')
    .replace(/«[ \u202f]*(?=\S|$)/g, '«\u00a0')
    .replace(/(\S)»/g, (whole, before) => (before === '\u00a0' ? whole : `${before}\u00a0»`))
    .replace(/«\u00a0\u00a0/g, '«\u00a0')
    .replace(/(\p{L})\\?'(\p{L})/gu, '$1’$2')
    .replace(/(\p{L})·(\p{L})/gu, (whole) => {
      throw new Error(`no middle dots: « ${whole} » in « ${text} »`);
    });
}

/** The same source with its strings mended; code is left alone. */
export function mendSource(source) {
  const file = ts.createSourceFile('words.ts', source, ts.ScriptTarget.Latest, true);
  const changes = [];
  const visit = (node) => {
    if (ts.isImportDeclaration(node)) return;
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      const [start, end] = [node.getStart(file), node.getEnd()];
      const raw = source.slice(start, end);
      // The marks around a string are not its words.
      const closing = raw.endsWith('${') ? 2 : 1;
      const inside = raw.slice(1, -closing);
      const mended = mendText(inside);
      if (mended !== inside) changes.push([start + 1, end - closing, mended]);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return changes
    .sort((a, b) => b[0] - a[0])
    .reduce((text, [start, end, mended]) => text.slice(0, start) + mended + text.slice(end), source);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const path of frenchFiles()) {
    const source = readFileSync(path, 'utf8');
    const mended = mendSource(source);
    if (mended !== source) {
      writeFileSync(path, mended);
      console.log(`mended ${path}`);
    }
  }
}
