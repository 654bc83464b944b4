import { UserError } from '#errors.ts';
import { text } from '#i18n/text.ts';
import type { Quotas } from '#store/quotas.ts';
import { baseOf, lookUp } from '#text/locale.ts';

/** The words by which people judge a voice: the same for every voice of a language, so that each sample is made once. */
const samples: Readonly<Record<string, string>> = {
  ar: 'مرحبا، هكذا يبدو صوتي عندما أقرأ لك.',
  da: 'Hej! Sådan lyder jeg, når jeg taler for dig.',
  de: 'Hallo! So klinge ich, wenn ich für dich spreche.',
  el: 'Γεια σου! Έτσι ακούγομαι όταν μιλάω για σένα.',
  en: 'Hello! This is how I sound when I speak for you.',
  es: '¡Hola! Así sueno cuando hablo por ti.',
  fi: 'Hei! Tältä kuulostan, kun puhun puolestasi.',
  fr: 'Bonjour ! Voici ma voix quand je parle pour toi.',
  he: 'שלום! כך אני נשמע כשאני מדבר במקומך.',
  hi: 'नमस्ते! जब मैं आपके लिए बोलता हूँ तो मेरी आवाज़ ऐसी है।',
  it: 'Ciao! Ecco come suono quando parlo per te.',
  ja: 'こんにちは。あなたの代わりに話すと、こんな声になります。',
  ko: '안녕하세요! 제가 대신 말하면 이런 목소리예요.',
  ms: 'Hai! Beginilah bunyi suara saya apabila saya bercakap untuk anda.',
  nl: 'Hallo! Zo klink ik als ik voor je spreek.',
  no: 'Hei! Slik høres jeg ut når jeg snakker for deg.',
  pl: 'Cześć! Tak brzmię, kiedy mówię za ciebie.',
  pt: 'Olá! É assim que eu falo por você.',
  ru: 'Привет! Вот так я звучу, когда говорю за тебя.',
  sv: 'Hej! Så här låter jag när jag talar åt dig.',
  sw: 'Habari! Hivi ndivyo ninavyosikika ninapozungumza kwa niaba yako.',
  tr: 'Merhaba! Senin için konuşurken sesim böyle.',
  uk: 'Привіт! Ось так я звучу, коли говорю за тебе.',
  zh: '你好！我替你说话的时候，声音是这样的。',
};

/** By a language's tag; English words where there are none of its own. */
export function sampleText(tag: string): string {
  return wordsIn(tag, samples);
}

/** The words of a tag's language, which are of no region; English ones where there are none of its own. */
export function wordsIn(tag: string, words: Readonly<Record<string, string>>): string {
  return lookUp(words, baseOf(tag)) ?? String(words['en']);
}

/** Samples cost as any speech does; most of them are kept, since they are the same for all. */
const sampleQuota = { what: 'sample', max: 60, perMs: 3_600_000 } as const;

/** Rejects with a `UserError` when a person has had as many samples as they may. */
export async function spendSample(userId: string, quotas: Quotas): Promise<void> {
  const { spent } = await quotas.spend(userId, sampleQuota);
  if (spent) return;
  throw new UserError(text(($) => $.voicePanels.refused.samples, { count: sampleQuota.max }));
}
