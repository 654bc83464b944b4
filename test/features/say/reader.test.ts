import { expect, test, vi } from 'vitest';

import type { Asker } from '#discord/asker.ts';
import type { UserError } from '#errors.ts';
import { presence } from '#features/calls/presence.ts';
import { ownWords, text } from '#i18n/text.ts';

import { ask } from '../../commands/using.ts';
import { FakeCalls } from '../../fakes/calls.ts';
import { FakeWhereabouts } from '../../fakes/whereabouts.ts';
import { ownTexts } from '../../i18n/own-texts.ts';
import { ada, bob, heard, hello, replyOf, setUp } from './speaking-rig.ts';

// An answer is in the language of whoever asked, whoever else is there.

const translations = ownTexts({
  de: {
    say: {
      stages: { heard: 'Gesprochen', posted: 'KI-Stimme' },
      buttons: { skip: 'Überspringen', replay: 'Noch einmal', post: 'Als Datei' },
      notes: { voiceMessage: 'Sprachnachricht' },
      inNoChannel: 'Du bist in keinem Sprachkanal.',
      onlyAuthorPostsBecause: '{{why}} Das kann nur, wer es gesagt hat.',
      transcriptAlone: 'Gib auch den Clip an.',
    },
    calls: {
      suspended: { muted: 'Ich bin stummgeschaltet.' },
      nothingSpoken: 'Es wird nichts gesprochen.',
    },
  },
});
const german = (asker: Asker): Asker => ({ ...asker, t: translations('de') });

/** The two of them in the bot's call. */
function together() {
  const all = setUp();
  all.calls.inChannel('g', 'a');
  all.whereabouts.put('ada', 'a').put('bob', 'a');
  return all;
}

test('how far it is, its buttons and why nobody hears it are in the language of whoever asked', async () => {
  const { calls, speaking } = together();
  const [ofAda, ofBob] = [replyOf(), replyOf()];
  const said = Promise.all([
    speaking.say(german(ada), hello, ofAda.reply),
    speaking.say(bob, hello, ofBob.reply),
  ]);
  await vi.waitFor(() => expect(calls.spoken).toHaveLength(2));
  for (const { utterance } of calls.spoken)
    utterance.onHindered?.(text(($) => $.calls.suspended.muted));
  await vi.waitFor(() => expect(ofAda.answers.texts.at(-1)).toContain('Ich bin stummgeschaltet.'));
  await vi.waitFor(() => expect(ofBob.answers.texts.at(-1)).toContain('I am muted'));
  expect(labels(ofAda)).toEqual(['Überspringen', 'Als Datei']);
  expect(labels(ofBob)).toEqual(['Skip', 'Post as file']);
  for (const one of calls.spoken) one.end({ outcome: 'heard' });
  await said;
  expect(ofAda.answers.texts.at(-1)).toMatch(/-# Gesprochen$/u);
  expect(ofBob.answers.texts.at(-1)).toMatch(/-# Spoken$/u);
});

test('why it is posted is told in the language of whoever asked', async () => {
  const { speaking } = setUp();
  const { answers, reply } = replyOf();
  await speaking.say(german(ada), hello, reply);
  expect(answers.texts.at(-1)).toContain(
    'KI-Stimme · Sprachnachricht · Du bist in keinem Sprachkanal.',
  );
});

test('what it cost is written as in the language of whoever asked', async () => {
  const { calls, renderer, speaking } = together();
  const { answers, reply } = replyOf();
  const said = speaking.say(german(ada), hello, reply);
  await vi.waitFor(() => expect(calls.spoken).toHaveLength(1));
  renderer.rendered[0]?.context.onSpoken?.({ engine: 'deapi', costUsd: 0.0008 });
  calls.spoken[0]?.end({ outcome: 'heard' });
  await said;
  expect(answers.texts.at(-1)).toMatch(/Gesprochen · 0,0008\s\$$/u);
});

test('a replay is shown in the language of whoever asked for it again', async () => {
  const { calls, speaking, said, sayingId } = await heard();
  calls.spoken[0]?.end({ outcome: 'heard' });
  await said;
  const { answers, reply } = replyOf('same');
  const again = speaking.replay(german(bob), sayingId, reply);
  await vi.waitFor(() => expect(calls.spoken).toHaveLength(2));
  calls.spoken[1]?.end({ outcome: 'heard' });
  await again;
  expect(answers.texts.at(-1)).toMatch(/-# Gesprochen$/u);
});

test('a refusal within which another is told is in one language', async () => {
  const { calls, whereabouts, speaking, said, sayingId } = await heard();
  calls.spoken[0]?.end({ outcome: 'heard' });
  await said;
  whereabouts.channels.delete('bob');
  const moderator = { ...bob, moderates: true };
  const replaying = speaking.replay(moderator, sayingId, replyOf('same').reply);
  const { text: refusal } = await replaying.then(
    () => ({ text: ownWords('') }),
    (error: UserError) => error,
  );
  expect(translations('de')(refusal)).toBe(
    'Du bist in keinem Sprachkanal. Das kann nur, wer es gesagt hat.',
  );
});

test.each([
  ['de', 'Es wird nichts gesprochen.', 'Gib auch den Clip an.'],
  [
    'en-GB',
    'Nothing is being spoken.',
    'A transcript is of a clip: give the clip, too, or leave it out.',
  ],
])(
  'somebody whose Discord is in %s is refused in that language',
  async (locale, silence, alone) => {
    const closing = new AbortController().signal;
    const services = {
      presence: presence(new FakeCalls(), new FakeWhereabouts(), closing),
      lines: { chosen: () => undefined },
    };
    const asked = { kind: 'command', locale } as const;
    const skipped = await ask(services, { ...asked, name: 'skip' }, translations);
    expect(skipped.texts).toEqual([silence]);
    const options = { text: 'hello', transcript: 'hello' };
    const said = await ask(services, { ...asked, name: 'say', options }, translations);
    await vi.waitFor(() => expect(said.texts.at(-1)).toBe(alone));
  },
);

/** The labels of the buttons that are shown last. */
function labels({ answers }: ReturnType<typeof replyOf>): readonly string[] {
  const found = JSON.stringify(answers.sent.at(-1)).matchAll(/"label":"(?<label>.*?)"/gu);
  return Array.from(found, ({ groups }) => groups?.['label'] ?? '');
}
