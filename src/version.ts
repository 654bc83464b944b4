import about from '../package.json' with { type: 'json' };

/** This Crier's version. */
export const { version } = about;
