import about from '../package.json' with { type: 'json' };

/** Of this Crier. */
export const { version } = about;
