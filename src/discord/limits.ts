/** Discord's most options of a select menu. */
export const maxOptions = 25;

/** Discord's most suggestions while somebody types. */
export const maxChoices = 25;
