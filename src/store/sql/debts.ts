/** Scrubbing still to be done: kept in the head of the file, as `user_version`, which nothing else of the store uses. */
export const debts = { none: 0, pages: 1 } as const;
