import { Migrator } from 'kysely/migration';
import { expect, test } from 'vitest';

import { columnsOf } from '#store/sql/columns.ts';
import { migrate, migrations } from '#store/sql/migrations.ts';

import { place } from './folder.ts';

const steps = Object.keys(migrations);

/** The rows that people had when a step was the newest, as that version wrote them. */
const written: Readonly<Record<string, readonly string[]>> = {
  '001-voices': [
    `INSERT INTO clips VALUES ('c0ffee', 'mp3', 5000, 3, 1)`,
    `INSERT INTO voices VALUES ('v1', 'ann', 'Mine', 'mine', '{"mode":"clone","clip":{"hash":"c0ffee","format":"mp3","durationMs":5000,"sizeBytes":3}}', 'c0ffee', 7)`,
    `INSERT INTO voice_servers (voice_id, server_id, shared, approval, asked_at) VALUES ('v1', 'club', 1, 'approved', 8)`,
    `INSERT INTO consents (person_id, clip_hash, basis, wording_version, given_at) VALUES ('ann', 'c0ffee', 'own', '1', 6)`,
  ],
  '002-settings': [
    `INSERT INTO settings VALUES ('', 'ann', '{"optedOut":true}', 9)`,
    `INSERT INTO settings VALUES ('club', '', '{"forcesVoice":true,"voice":{"voice":"Sky"}}', 9)`,
    `INSERT INTO audit VALUES ('0001', 'club', 'mod', NULL, 9, 'settings', '[]')`,
  ],
  '003-reading': [
    `INSERT INTO dictionary_entries VALUES ('server', 'club', 'gg', 'word', 0, 'good game', NULL, 'ann')`,
    `INSERT INTO filtered_words VALUES ('club', 'damn')`,
    `INSERT INTO mutes VALUES ('club', 'bob', 'mod', 10, NULL)`,
  ],
  '004-reports': [
    `INSERT INTO voice_reports VALUES ('r1', 'club', 'v1', 'bob', 'that is me', 11)`,
    `INSERT INTO spendings VALUES ('ann', 'clone', 0, 2)`,
    `INSERT INTO departures VALUES ('gone', 12)`,
  ],
  '005-oversight': [
    `UPDATE voice_servers SET decided_at = 13 WHERE voice_id = 'v1'`,
    `INSERT INTO voice_bans VALUES ('pub', 'bob', 'mod', 14)`,
  ],
  '006-usual-marks': [
    `INSERT INTO settings VALUES ('bar', '', '{"reading":{"on":true,"skipMarks":["!"]}}', 15)`,
  ],
  '007-people': [
    `INSERT INTO settings VALUES ('bar', 'ann', '{"spokenName":"Annie","setBy":"mod"}', 16)`,
  ],
  '008-consent-language': [
    `INSERT INTO consents VALUES ('bob', 'c0ffee', 'own', '1', 17, NULL, 'de')`,
  ],
  '009-jobs': [
    `INSERT INTO jobs (id, engine, delivery, state, request_id, model, mode, chars, format, reserved_usd, cost_usd, person_id, guild_id, way, frame_key, voice_key, created_ms, changed_ms) VALUES ('0001', 'deapi', 'job', 'submitted', 'r-1', 'Kokoro', 'preset', 20, 'mp3', 0.5, NULL, 'ann', 'club', 'asked', 'aa', 'bb', 18, 19)`,
    `INSERT INTO spent VALUES (20000, 'ann', 'club', 'deapi', 'Kokoro', 20, 1, 0.5, 0, 0, 0)`,
  ],
  '010-budgets': [
    `INSERT INTO budgets VALUES ('pub', 'server', '', 'day', 0.5, NULL, 'mod', 20)`,
    `INSERT INTO budget_levels VALUES ('pub', 'person', 'ann', 'day', 20000, 80, 0)`,
  ],
  '011-bans': [`INSERT INTO bans VALUES ('person', 'bob', 'spam', 'ann', 21)`],
  '012-bot-budgets': [`INSERT INTO bot_budgets VALUES ('day', 2.5, NULL, 'ann', 22)`],
  '013-phrases': [
    `INSERT INTO phrase_folders VALUES ('f1', 'person', 'ann', 'Food', 0, 'ann', NULL)`,
    `INSERT INTO phrases VALUES ('p1', 'person', 'ann', 'f1', 'Break', 'I need a break.', NULL, 'en', 'Sky', NULL, 0, 'ann', NULL)`,
    `INSERT INTO phrase_uses VALUES ('p1', 3)`,
    `INSERT INTO phrase_frames VALUES ('p1', 'aa', 'bb', 23)`,
  ],
  '014-taps': [`INSERT INTO taps VALUES ('ann', 'p1', '', '👋', '👋')`],
  '015-earlier-lines': [`INSERT INTO earlier_lines VALUES ('l1', 'ann', 'aa', 24)`],
  '016-helpers': [`INSERT INTO helpers VALUES ('ann', 'bob', 25, 26)`],
  '017-speech-asks': [
    `INSERT INTO speech_asks VALUES ('a1', 'aa', 'bb', 'crier_to_1', 'ann', 'aa', 27)`,
  ],
  '018-nodes': [
    `INSERT INTO nodes VALUES ('tls://10.0.0.5:9480', 'p1', 1, 'room', 28)`,
    `INSERT INTO node_partings VALUES ('tls://10.0.0.5:9480', 'p2')`,
  ],
  '019-shared-notes': [`INSERT INTO shared_notes VALUES ('calls', '{}')`],
};

test('every step has its fixture', () => {
  expect(Object.keys(written)).toEqual(steps);
});

test.each(steps.map((step, index) => [step, index] as const))(
  'a store of version %s opens with everything that was in it',
  async (step, index) => {
    await using where = await place('nothing');
    const old = await where.database();
    await migrate(old, step);
    await old.destroy();
    for (const earlier of steps.slice(0, index + 1))
      for (const statement of written[earlier] ?? []) await where.run(statement);

    const store = await where.open();
    const found = [
      [await store.voices.sharedWith('club'), await store.consents.given('ann', 'c0ffee')],
      [(await store.people.get('ann')).optedOut, (await store.serverSettings.get('club')).voice],
      [
        await store.dictionaries.entries({ of: 'server', guildId: 'club' }),
        await store.wordFilter.words('club'),
        await store.mutes.isMuted('club', 'bob'),
      ],
      [await store.reports.open('club'), (await store.personalData.about('ann')).spent],
      [await store.voiceBans.list('pub'), await store.sharing.decided('club', 5)],
      [(await store.serverSettings.get('bar')).reading.skipMarks],
      [(await store.members.get({ guildId: 'bar', userId: 'ann' })).spokenName],
      [(await store.consents.given('bob', 'c0ffee'))?.language],
      [await store.jobs.open(), (await store.personalData.about('ann')).speech],
      [await store.budgets.list('pub'), (await store.personalData.about('ann')).budgetLevels],
      [store.bans.of({ userId: 'bob' })],
      store.botBudgets.list(),
      [await store.phrases.of({ of: 'person', userId: 'ann' })],
      [await store.taps.of('ann')],
      // It was sealed by nobody.
      [await store.earlierLines.of('ann')],
      [await store.helpers.of('bob')],
      await store.asks.under('aa'),
    ];
    await store.close();
    const expected = [
      [
        [{ id: 'v1', name: 'Mine', servers: [{ approval: 'approved' }] }],
        { givenAtMs: 6, language: 'en' },
      ],
      [true, { voice: 'Sky' }],
      [[{ written: 'gg' }], ['damn'], true],
      [[{ reason: 'that is me', voiceName: 'Mine' }], [{ what: 'clone', count: 2 }]],
      [[{ userId: 'bob', sinceMs: 14 }], [{ id: 'v1' }]],
      [['!']],
      ['Annie'],
      ['de'],
      [
        [{ id: '0001', state: 'submitted', requestId: 'r-1', name: { key: 'aa', voice: 'bb' } }],
        [{ day: '2024-10-04', guildId: 'club', chars: 20, usd: 0.5 }],
      ],
      [
        [{ whose: 'server', period: 'day', usd: 0.5 }],
        [{ guildId: 'pub', period: 'day', since: '2024-10-04', percent: 80 }],
      ],
      [{ kind: 'person', id: 'bob', reason: 'spam', byId: 'ann', sinceMs: 21 }],
      [{ period: 'day', usd: 2.5 }],
      [
        {
          phrases: [{ id: 'p1', label: 'Break', language: 'en', voice: 'Sky', folderId: 'f1' }],
          folders: [{ id: 'f1', name: 'Food' }],
          uses: new Map([['p1', 3]]),
        },
      ],
      [[{ phraseId: 'p1', effect: '👋', shown: '👋' }]],
      [[]],
      [[{ personId: 'ann', helperId: 'bob', askedAtMs: 25, agreedAtMs: 26 }]],
      [{ id: 'a1', asker: 'crier_to_1', userId: 'ann' }],
    ];
    expect(found.slice(0, index + 1)).toMatchObject(expected.slice(0, index + 1));
  },
);

test('marks that a server chose stay, and those that nobody chose make way for the usual one', async () => {
  await using where = await place('nothing');
  const old = await where.database();
  await migrate(old, '005-oversight');
  await old.destroy();
  const put = (guildId: string, value: string) =>
    where.run(`INSERT INTO settings VALUES ('${guildId}', '', '${value}', 9)`);
  const stored = (skipMarks?: unknown) =>
    JSON.stringify({ reading: { on: true, ...(skipMarks !== undefined && { skipMarks }) } });
  await put('never chose', stored([';', '-']));
  await put('chose others', stored(['-']));
  await put('chose none', stored([]));
  await put('came back to them', stored([';', '-']));
  await put('knows of none', stored());
  await put('is broken', '{"reading":');
  await where.run(
    `INSERT INTO audit VALUES ('1', 'came back to them', 'mod', NULL, 9, 'settings', '[{"path":"reading.skipMarks","before":["!"],"after":[";","-"]}]')`,
  );
  await where.run(
    `INSERT INTO audit VALUES ('2', 'never chose', 'mod', NULL, 9, 'settings', '[{"path":"reading.on","before":false,"after":true}]')`,
  );

  const store = await where.open();
  const marks = async (guildId: string) => {
    const { reading } = await store.serverSettings.get(guildId);
    return [reading.on, reading.skipMarks];
  };
  expect(await marks('never chose')).toEqual([true, undefined]);
  expect(await marks('chose others')).toEqual([true, ['-']]);
  expect(await marks('chose none')).toEqual([true, []]);
  expect(await marks('came back to them')).toEqual([true, [';', '-']]);
  expect(await marks('knows of none')).toEqual([true, undefined]);
  expect(await marks('is broken')).toEqual([false, undefined]);
  await store.close();
});

test('a step that fails half-way leaves nothing behind, and can be taken again', async () => {
  await using where = await place('nothing');
  const database = await where.database();
  const run = (fails: boolean): Promise<unknown> =>
    new Migrator({
      db: database,
      provider: {
        getMigrations: async () => ({
          '001-half': {
            async up({ schema }) {
              await schema.createTable('half').addColumn('id', 'text').execute();
              if (fails) throw new Error('the power went');
            },
          },
        }),
      },
    }).migrateToLatest();
  expect(await run(true)).toMatchObject({ error: { message: 'the power went' } });
  expect((await columnsOf(database)).has('half')).toBe(false);
  expect(await run(false)).toMatchObject({ results: [{ status: 'Success' }] });
  await database.destroy();
});
