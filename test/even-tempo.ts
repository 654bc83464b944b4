/**
 * The switches of reading as they are at first, but for catching up: where much waits, speech is no faster, so that what is
 * heard can be held against what was made.
 */
export const evenTempo = ['callChat', 'threads', 'authorInCall', 'findsLanguage'];
