import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import type { SpeechModel } from '#speech/catalogue.ts';
import { openStore } from '#store/open-store.ts';
import type { Store } from '#store/store.ts';
import { voiceBook } from '#voices/book.ts';
import { chooser } from '#voices/chooser.ts';
import { voiceSearch } from '#voices/search.ts';
import { voiceSuggestions } from '#voices/suggestions.ts';

import { modelLimits } from './model-limits.ts';
import type { Figure, Scenario } from './row.ts';

const people = 100_000;
const servers = 100_000;
const languages = 40;
const voicesPerLanguage = 50;
const sharedVoices = 200;
const runs = 500;
const warmUpRuns = 100;
const guildId = '100000000000000001';

/** The cost of finding out who speaks, and of suggesting voices, in a large and busy place. */
export const voices: Scenario = {
  names: ['voices/resolve', 'voices/autocomplete', 'store/settings'],
  async measure() {
    const folder = await mkdtemp(join(tmpdir(), 'crier-bench-'));
    try {
      const store = await openStore({ folder, maxVoicesPerPerson: sharedVoices });
      await fill(store, folder);
      const book = voiceBook([model()]);
      const catalogue = { book, search: voiceSearch(book) };
      const speakers = chooser({ ...store, catalogue });
      const suggestions = voiceSuggestions({ ...store, catalogue, onTyping: () => undefined });
      const figures = [
        // Somebody else every time: their settings come from the disk.
        await timed('voices/resolve', 'ms', (run) =>
          speakers.preview('Good morning to everybody here.', {
            userId: userIdOf(run * 97),
            guildId,
          }),
        ),
        await timed('voices/autocomplete', 'ms', (run) =>
          suggestions.voices(queries[run % queries.length] ?? '', {
            userId: userIdOf(run * 97),
            guildId,
          }),
        ),
        // Another server every time, for the same reason.
        await timed('store/settings', 'us', (run) => store.serverSettings.get(guildIdOf(run * 97))),
      ];
      await store.close();
      return figures;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

const queries = ['', 's', 'sto', 'story', 'voice 17', 'english 12', 'storyteller 150', 'xyzzy'];

async function timed(
  name: string,
  unit: 'ms' | 'us',
  work: (run: number) => Promise<unknown>,
): Promise<Figure> {
  const samples: number[] = [];
  for (let run = 0; run < warmUpRuns + runs; run += 1) {
    const startedAtMs = performance.now();
    await work(run);
    const tookMs = performance.now() - startedAtMs;
    if (run >= warmUpRuns) samples.push(unit === 'ms' ? tookMs : tookMs * 1_000);
  }
  return { name, unit, samples };
}

/** People and servers with voices of their own, and a server with voices that are shared with it. */
async function fill(store: Store, folder: string): Promise<void> {
  await store.serverSettings.change(guildId, { actorId: '1' }, (now) => ({
    ...now,
    voice: { voice: 'voice-3/l1/bench' },
  }));
  for (let index = 0; index < sharedVoices; index += 1) {
    const { id } = await store.voices.keep({
      ownerId: '1',
      name: `Storyteller ${index}`,
      sound: { mode: 'preset', voice: `voice-${index % voicesPerLanguage}/l2/bench` },
    });
    await store.sharing.share(id, '1', guildId, true);
  }
  using file = new DatabaseSync(join(folder, 'crier.sqlite'));
  file.exec('BEGIN IMMEDIATE');
  const insert = file.prepare('INSERT INTO settings VALUES (?, ?, ?, 0)');
  for (let index = 0; index < people; index += 1)
    insert.run('', userIdOf(index), JSON.stringify({ voice: { voice: keyOf(index), speed: 1.2 } }));
  for (let index = 0; index < servers; index += 1)
    insert.run(guildIdOf(index), '', JSON.stringify({ voice: { voice: keyOf(index) } }));
  file.exec('COMMIT');
}

function userIdOf(index: number): string {
  return String(200_000_000_000_000_000n + BigInt(index % people) * 7_919n);
}

function guildIdOf(index: number): string {
  return String(300_000_000_000_000_000n + BigInt(index % servers) * 7_919n);
}

function keyOf(index: number): string {
  return `voice-${index % voicesPerLanguage}/l${index % languages}/bench`;
}

function model(): SpeechModel {
  return {
    engine: 'deapi',
    slug: 'bench',
    name: 'Bench',
    modes: ['preset'],
    takesStyle: false,
    languages: Array.from({ length: languages }, (_, language) => ({
      slug: `l${language}`,
      name: language === 0 ? 'English' : `Language ${language}`,
      tag:
        language === 0
          ? 'en'
          : `x${String.fromCodePoint(97 + (language % 26))}${language < 26 ? '' : 'a'}`,
      voices: Array.from({ length: voicesPerLanguage }, (_, voice) => ({
        slug: `voice-${voice}`,
        name: `Voice ${voice}`,
      })),
    })),
    limits: modelLimits,
    defaults: { language: 'l0', speed: 1 },
  };
}
