import type { Asker } from '#discord/asker.ts';
import { PhraseBoards } from '#features/phrases/boards.ts';
import { ChangingPhrases } from '#features/phrases/changing.ts';
import { maxTypedChars } from '#features/phrases/effects.ts';
import { SavedPhrases } from '#features/phrases/saved-phrases.ts';
import { SuggestedLines } from '#features/phrases/suggested-lines.ts';
import { TapBinding } from '#features/phrases/tap-binding.ts';
import { maxEarlierLines } from '#store/earlier-lines.ts';
import { maxAbbreviations, maxLongChars } from '#store/person-settings.ts';
import { maxFolders, maxPhrases } from '#store/phrases.ts';
import type { PhraseOwner } from '#store/phrases.ts';
import { inFull } from '#text/abbreviations.ts';

import type { Input } from './input.ts';
import { nastyTexts } from './nasty.ts';
import { asker, guildId } from './rig.ts';
import type { Rig } from './rig.ts';

type PhraseRig = Pick<Rig, 'store' | 'chooser' | 'languages' | 'askWords'>;

/** A person and a server who have as many phrases as they may, and what shows and changes those. */
export async function fullOfPhrases({ store, chooser, languages, askWords }: PhraseRig) {
  await fill(store, { of: 'person', userId: asker.id }, maxPhrases.person);
  await fill(store, { of: 'server', guildId }, maxPhrases.server);
  const ownCall = {
    there: (somebody: Asker) => somebody,
    say: () => Promise.resolve(),
    speak: () => Promise.resolve(),
    assertMay: () => Promise.resolve(),
  };
  const parts = { ...store, chooser, languages, words: askWords, ownCall, now: Date.now };
  await store.people.change(asker.id, { actorId: asker.id }, (person) => ({
    ...person,
    keepsLines: true,
  }));
  for (let at = 0; at < maxEarlierLines; at += 1)
    await store.earlierLines.note(asker.id, `Phrase said before, ${at} `.padEnd(1_000, 'word '));
  const noFiles = { intake: { take: notHere }, checker: { sound: notHere } };
  const changing = new ChangingPhrases({ ...parts, ...noFiles, onChanged: () => undefined });
  return {
    phrases: new SavedPhrases(parts),
    boards: new PhraseBoards({ ...parts, changing }),
    lines: new SuggestedLines(parts),
    taps: new TapBinding({ ...parts, nextEffects: { of: notHere } }),
  };
}

/** Saved phrases, as many as one may have. */
export async function phraseInputs(rig: Rig): Promise<readonly Input[]> {
  const { phrases, boards, lines, taps } = await fullOfPhrases(rig);
  const id = idOf('a', 7);
  return [
    {
      name: 'phrases/suggest',
      bound: '2,000 phrases of a person and 500 of a server; refused above',
      works: ['', ...nastyTexts, 'phrase 1', 'wrd 9'].map(
        (typed) => () => phrases.suggestions(asker, typed.slice(0, 1_000)),
      ),
    },
    {
      name: 'phrases/lines',
      bound: '2,000 phrases and 200 earlier lines of a person',
      works: ['', ...nastyTexts, 'phrase 1', 'wrd 9'].map(
        (typed) => () => lines.suggestions(asker, typed.slice(0, 1_000)),
      ),
    },
    {
      name: 'text/short',
      bound: '100 short forms in 4,000 characters',
      works: [...nastyTexts, 'a1 '.repeat(1_333), '(`'.repeat(2_000)].map((typed) => () => {
        inFull(typed, shortForms, 4_000);
      }),
    },
    {
      name: 'phrases/board',
      bound: '20 buttons of 2,000 phrases, in any order',
      works: ['m..0.s', 'm..99.s', `m.${idOf('f', 0)}.3.c`, 's..1.r'].map(
        (encoded) => () => boards.show(asker, encoded),
      ),
    },
    {
      name: 'phrases/tap',
      bound: '80 characters, which are one emoji or refused',
      works: [...nastyTexts, '👋'.repeat(40)].map(
        (typed) => () => taps.suggestions(typed.slice(0, maxTypedChars)),
      ),
    },
    {
      name: 'phrases/save',
      bound:
        '1,000 characters, in the place of one of 2,000 phrases, which are looked through then',
      isSliced: true,
      works: [
        async (run) => {
          await boards.save(asker, `m..0.s.${id}`, {
            words: `${run} `.padEnd(1_000, 'word '),
            label: '',
            folder: '',
            voice: '',
            style: '',
          });
          await phrases.suggestions(asker, 'wrd 9');
        },
      ],
    },
  ];
}

async function fill({ phrases }: Rig['store'], owner: PhraseOwner, count: number): Promise<void> {
  const letter = owner.of === 'person' ? 'a' : 'b';
  const folderLetter = owner.of === 'person' ? 'f' : 'e';
  await phrases.put(
    owner,
    {
      folders: Array.from({ length: maxFolders }, (_, at) => ({
        id: idOf(folderLetter, at),
        name: `Folder ${at}`,
        place: at,
      })),
      phrases: Array.from({ length: count }, (_, at) => ({
        id: idOf(letter, at),
        label: `Phrase ${at} of ${count}`.padEnd(80, ' x'),
        spoken: { as: 'words', words: `Word ${at} `.padEnd(1_000, 'of many words ') },
        place: at,
        ...(at % 2 === 0 && { folderId: idOf(folderLetter, at % maxFolders) }),
      })),
    },
    asker.id,
  );
}

/** As many as one may have. */
const shortForms = Array.from({ length: maxAbbreviations }, (_, at) => ({
  short: `a${at}`,
  long: `word ${at} `.padEnd(maxLongChars, 'of many '),
}));

function idOf(letter: string, at: number): string {
  return letter + String(at).padStart(23, '0');
}

function notHere(): never {
  throw new Error('no file is given here');
}
