/**
 * Page translation puts elements of its own in the place of text nodes, or around them. What writes to those nodes
 * goes on writing to them, and nobody sees it: values, counters and clocks would stand still. So each node is put
 * back, empty, before its translation. When it is written to, what it says now takes the translation's place, and
 * when it moves or goes, the translation moves or goes with it.
 */
export function outliveTranslation(root: Node): void {
  const translated = new Map<Text, { shown: ChildNode; text: string }>();
  const taken = new WeakSet<Node>();
  const isNew = (node: Node | null): node is HTMLElement => isFont(node) && !taken.has(node);

  function replaced(node: Node, { addedNodes, previousSibling, nextSibling }: MutationRecord): void {
    const shown = [...addedNodes, previousSibling, nextSibling].find(isNew);
    if (!shown?.parentNode) return;
    if (node instanceof Text && node.data.trim() !== '' && !translated.has(node)) {
      if (shown.contains(node)) node.replaceWith(node.cloneNode());
      if (node.parentNode) return;
      taken.add(shown);
      translated.set(node, { shown, text: node.data });
      node.data = '';
      shown.before(node);
    } else if (taken.has(node)) {
      for (const translation of translated.values()) {
        if (translation.shown !== node) continue;
        taken.add(shown);
        translation.shown = shown;
      }
    }
  }

  function settle(node: Text, shown: ChildNode, text: string): void {
    const isWritten = node.data !== '';
    if (!isWritten && node.parentNode && shown.parentNode) {
      if (node.nextSibling !== shown) node.after(shown);
      return;
    }
    translated.delete(node);
    shown.remove();
    if (!isWritten) node.data = text;
  }

  const observer = new MutationObserver((records) => {
    for (const record of records) for (const node of record.removedNodes) replaced(node, record);
    for (const [node, { shown, text }] of translated) settle(node, shown, text);
    observer.takeRecords();
  });
  observer.observe(root, { childList: true, characterData: true, subtree: true });
}

const isFont = (node: Node | null): node is HTMLElement => node instanceof HTMLElement && node.tagName === 'FONT';
