import { expect, test } from 'vitest';

import { decodeState, encodeState, modes } from '#features/phrases/board-state.ts';

const folderId = 'a'.repeat(24);

test.each(modes)(
  'the place of a board in the mode %s is in its ids, and a helper speaks for nobody',
  (mode) => {
    const state = { of: 'me', folderId, page: 3, mode } as const;
    expect(decodeState(encodeState(state))).toEqual({ ...state, subject: '' });
    const helped = { ...state, forId: '5' };
    const inMode = mode === 'speak' ? 'change' : mode;
    expect(decodeState(encodeState(helped))).toEqual({ ...helped, mode: inMode, subject: '' });
  },
);

test.each(['', 'x', 'm..-1.s', 'mx.zz.1e9.q.no'])('of %j it is as at the opening', (encoded) => {
  expect(decodeState(encoded)).toEqual({
    of: 'me',
    folderId: undefined,
    page: 0,
    mode: 'speak',
    subject: '',
  });
});
