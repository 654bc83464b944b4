import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Track } from '#audio/track.ts';
import type { Calls } from '#call/calls.ts';
import { AutoReader } from '#features/autoread/auto-reader.ts';
import type { MessagePacket } from '#features/autoread/packet-text.ts';
import { ComingLines } from '#features/calls/coming-lines.ts';
import { Pauses } from '#features/settings/pauses.ts';
import { TextLanguages } from '#features/wording/text-languages.ts';
import { warmWords } from '#features/wording/words.ts';
import type { SpeechModel } from '#speech/catalogue.ts';
import { openStore } from '#store/open-store.ts';
import type { Store } from '#store/store.ts';
import { compile } from '#text/dictionary/dictionary.ts';
import { voiceBook } from '#voices/book.ts';
import { chooser } from '#voices/chooser.ts';
import { voiceSearch } from '#voices/search.ts';

import { nothingTranslated } from '../test/fakes/translating.ts';
import { callsWithoutVoice } from './calls-without-voice.ts';
import type { Scenario } from './row.ts';

const runs = 500;
const warmUpRuns = 300;
const guildId = '100000000000000001';
const callId = '100000000000000002';
const authors = 20;

/** The lines that people write in a chat beside a call; each is written once, by one after the other. */
const typical = [
  'did anybody see the patch notes from yesterday? they changed everything again',
  'omw, give me 5 minutes',
  'yes',
  '<@200000000000000003> can you start without me 😂',
  'that is **so** good lol',
  'https://example.com/watch?v=1 this one, from about 15:30',
  'wait, who is going to bring the map?',
  'ok <:pepeLaugh:417719834299939371>',
];

/** From a message as the gateway sends it to what the speech engine is asked: reading, deciding, words, and who speaks. */
export const autoRead: Scenario = {
  names: ['autoread/packet-to-request'],
  async measure() {
    const folder = await mkdtemp(join(tmpdir(), 'crier-bench-'));
    const store = await openStore({ folder });
    try {
      await warmWords();
      await store.serverSettings.change(guildId, { actorId: '1' }, (settings) => ({
        ...settings,
        reading: { ...settings.reading, on: true },
      }));
      const samples: number[] = [];
      let askedAtMs = 0;
      const reader = readerIn(store, () => (askedAtMs = performance.now()));
      for (let run = 0; run < warmUpRuns + runs; run += 1) {
        const sent = packet(run);
        askedAtMs = 0;
        const startedAtMs = performance.now();
        await reader.written(JSON.parse(sent) as MessagePacket);
        if (askedAtMs === 0) throw new Error('nothing was asked of the engine');
        if (run >= warmUpRuns) samples.push((askedAtMs - startedAtMs) * 1_000);
      }
      reader.close();
      return [{ name: 'autoread/packet-to-request', unit: 'us', samples }];
    } finally {
      await store.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

function readerIn(store: Store, onAsked: () => void): AutoReader {
  const book = voiceBook([model]);
  const catalogue = { book, search: voiceSearch(book) };
  const localeOf = (): string => 'de';
  return new AutoReader({
    lastLines: { worded: () => async () => undefined },
    pauses: new Pauses(),
    ...store,
    replacePatterns: async () => undefined,
    operatorWords: compile([]).dictionary,
    calls: idleCalls(),
    renderer: {
      render() {
        onAsked();
        return new Track();
      },
    },
    takenBack: () => undefined,
    translating: nothingTranslated,
    coming: new ComingLines(),
    catalogue: { book, known: async () => undefined, refresh: async () => undefined },
    chooser: chooser({ ...store, catalogue }),
    languages: new TextLanguages({ ...store, catalogue, view: { localeOf } }),
    view: {
      botId: '1',
      knows: () => true,
      parentOf: () => undefined,
      categoryOf: () => undefined,
      voiceOf: () => ({ channelId: callId, muted: true, audience: false }),
      namesOf: () => undefined,
      roleName: () => undefined,
      channelName: () => undefined,
      localeOf,
    },
    whereabouts: { obstacle: () => undefined },
    content: { visible: true, saw: () => undefined },
    lines: { keep: () => ({ over: () => true }) },
    heardFrom: () => undefined,
    tell: async () => undefined,
    now: Date.now,
    log: console,
  });
}

/** A call in which everything is spoken at once. */
function idleCalls(): Calls {
  const { signal } = new AbortController();
  return callsWithoutVoice(callId, undefined, ({ render }) => void render(signal));
}

function packet(run: number): string {
  const id = String((BigInt(Date.now() - 1_420_070_400_000) << 22n) + BigInt(run));
  const user = (number: number) => ({
    id: String(200_000_000_000_000_000n + BigInt(number)),
    username: `person${number}`,
    global_name: `Person ${number}`,
    discriminator: '0',
    avatar: null,
  });
  const timestamp = new Date().toISOString();
  const content = `${typical[run % typical.length] ?? ''} ${run}`;
  return JSON.stringify({
    id,
    channel_id: callId,
    guild_id: guildId,
    type: 0,
    content,
    flags: 0,
    author: user(run % authors),
    member: { roles: [], nick: null, joined_at: timestamp, deaf: false, mute: false, flags: 0 },
    timestamp,
    edited_timestamp: null,
    tts: false,
    pinned: false,
    mention_everyone: false,
    mentions: content.includes('<@') ? [user(3)] : [],
    mention_roles: [],
    attachments: [],
    embeds: [],
    components: [],
    nonce: id,
    channel_type: 2,
  });
}

const model: SpeechModel = {
  engine: 'embedded',
  slug: 'bench',
  name: 'Bench',
  modes: ['preset'],
  takesStyle: false,
  limits: {
    minTextChars: 1,
    maxTextChars: 4_000,
    minSpeed: 0.5,
    maxSpeed: 2,
    formats: ['wav'],
    minClipMs: 3_000,
    maxClipMs: 10_000,
  },
  defaults: { language: 'en', voice: 'sky', speed: 1 },
  languages: ['en', 'de', 'fr', 'es', 'ja'].map((tag) => ({
    slug: tag,
    tag,
    name: tag,
    voices: [{ slug: `${tag}-sky`, name: `Sky ${tag}`, gender: 'female' }],
  })),
};
