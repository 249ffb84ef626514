const FRAME = 'on-paper';

/**
 * Prints a page that stands alone, from a frame that nobody sees. Its style comes by script: the policy of our pages
 * lets none in from a text.
 */
export function print(text: string): void {
  let style = '';
  const bare = text.replace(/<style>(.*?)<\/style>/s, (_, rules: string) => ((style = rules), ''));
  const page = new DOMParser().parseFromString(bare, 'text/html');
  document.getElementById(FRAME)?.remove();
  const frame = document.createElement('iframe');
  frame.id = FRAME;
  frame.tabIndex = -1;
  frame.ariaHidden = 'true';
  Object.assign(frame.style, { position: 'fixed', width: '0', height: '0', border: '0' });
  document.body.append(frame);
  const inside = frame.contentWindow as Window & typeof globalThis;
  const sheet = new inside.CSSStyleSheet();
  sheet.replaceSync(style);
  inside.document.documentElement.replaceWith(inside.document.importNode(page.documentElement, true));
  inside.document.adoptedStyleSheets = [sheet];
  inside.print();
}
