/** The language of the room that this page shows. */
export const spoken: { language: string | undefined } = $state({ language: undefined });

/**
 * What marks an element that holds words of the room, whatever the language of the screen around it: they are in the
 * room's language, and run in their own direction.
 */
export const typed = () => ({ 'data-typed': '', dir: 'auto', lang: spoken.language }) as const;
