import { parseSync, transformWithOxc, Visitor, type ESTree, type Plugin } from 'vite';

/** What old phones of a village hall know. */
const TARGET = 'es2020';

/**
 * Private fields as plain ones, with short names. Browsers that know them as they are written are younger than the
 * phones of a village hall, and written for older ones each read goes through a WeakMap: Svelte makes every `$state`
 * of a class private. TypeScript has held everybody to the privacy already.
 */
export function plainFields(): Plugin {
  return {
    name: 'plain-fields',
    apply: 'build',
    enforce: 'post',
    transform: {
      filter: { id: /\.(js|ts|svelte)(\?|$)/, code: /\bclass\b/ },
      async handler(code, id) {
        const { code: old } = await transformWithOxc(plain(code), `${id}.js`, {
          target: TARGET,
          assumptions: { setPublicClassFields: true },
        });
        return { code: old, map: null };
      },
    },
  };
}

/** The same program without a private field. */
export function plain(code: string): string {
  const names: { start: number; end: number; short: string }[] = [];
  const classes: Map<string, string>[] = [];
  const enter = ({ superClass, body }: ESTree.Class): void => {
    const own = new Map<string, string>();
    for (const member of body.body) {
      if (!('key' in member) || member.key.type !== 'PrivateIdentifier' || own.has(member.key.name)) continue;
      // Fields of a class that extends another lie beside those of the other.
      own.set(member.key.name, `${superClass ? '$$' : '$'}${own.size.toString(36)}`);
    }
    classes.unshift(own);
  };
  const leave = (): void => void classes.shift();
  new Visitor({
    ClassDeclaration: enter,
    'ClassDeclaration:exit': leave,
    ClassExpression: enter,
    'ClassExpression:exit': leave,
    PrivateIdentifier({ name, start, end }) {
      const short = classes.find((own) => own.has(name))?.get(name);
      if (!short) throw new Error(`#${name} belongs to no class`);
      names.push({ start, end, short });
    },
  }).visit(parseSync('module.js', code).program);
  return names
    .sort((a, b) => b.start - a.start)
    .reduce((text, { start, end, short }) => text.slice(0, start) + short + text.slice(end), code);
}
