import type { Change, Ending } from './call-state.ts';

/** News of a guild's call that people there should know, told once. */
export type News = Change | { readonly kind: 'gone'; readonly ending: Ending };

const endings: Record<Ending, string> = {
  left: 'I have left the voice channel.',
  closed: 'I am being restarted and have left the voice channel.',
  kicked: 'I was disconnected from the voice channel; use /join when I should come back.',
  'taken-over': 'Another copy of me has been started and speaks here now.',
  'channel-deleted': 'The voice channel was deleted, so I have left.',
  removed: 'I was removed from this server.',
  outage: 'Discord has an outage of this server; please use /join when it is over.',
  'no-answer':
    'Discord did not answer when I asked to join; the channel may be full or closed to me. Please try again.',
  'no-voice-server':
    'Discord let me into the channel but named no voice server for it. Please try again.',
  'gateway-down': 'My connection to Discord is interrupted; please try again in a minute.',
  'voice-server-silent':
    "Discord's voice server does not answer; please try again, or choose another region for the channel.",
  'udp-blocked':
    'I reach Discord, but no sound gets out: outbound UDP is blocked where I am hosted.',
  'no-group':
    'The end-to-end encryption of the call could not be set up, so nobody would have heard me. Please try again.',
  'encryption-refused':
    'Discord refused my end-to-end encryption; whoever hosts me should look at the log.',
  lost: 'I lost the connection to the voice channel and could not get back; please try /join in a minute.',
};

/** Endings that aren't told: people who sent it away know, and of the other copy of the bot they notice nothing. */
const untold: ReadonlySet<Ending> = new Set(['left', 'taken-over']);

const suspended = {
  muted: 'I am muted in this server, so nobody hears me; I go on as soon as somebody unmutes me.',
  suppressed:
    'I am in the audience of this Stage; I go on as soon as a moderator invites me to speak.',
} as const;

/** Why there is no call, as the reply to whoever wanted one. */
export function endingSentence(ending: Ending): string {
  return endings[ending];
}

/** One sentence for the people in the guild; undefined for what is not worth a message. */
export function newsSentence(news: News): string | undefined {
  switch (news.kind) {
    case 'gone':
      return untold.has(news.ending) ? undefined : endings[news.ending];
    case 'suspended':
      return suspended[news.why];
    case 'resumed':
      return 'I can speak again.';
    case 'moved':
    case 'rejoined':
      return undefined;
  }
}
