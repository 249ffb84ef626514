/** A part of a sentence; `typed`: words of the room. */
export interface Part {
  text: string;
  typed: boolean;
}

/** A sentence in the parts that the screen says and those that it was given: each is looked for once, in their order. */
export function quoted(sentence: string, words: readonly string[]): Part[] {
  const parts: Part[] = [];
  let rest = sentence;
  for (const word of words) {
    const at = word === '' ? -1 : rest.indexOf(word);
    if (at < 0) continue;
    if (at > 0) parts.push({ text: rest.slice(0, at), typed: false });
    parts.push({ text: word, typed: true });
    rest = rest.slice(at + word.length);
  }
  return rest === '' ? parts : [...parts, { text: rest, typed: false }];
}
