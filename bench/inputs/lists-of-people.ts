import { ServerPeople } from '#features/autoread/server-people.ts';
import { Oversight } from '#features/oversight/oversight.ts';
import { maxMuted } from '#store/moderation.ts';
import { maxOpen } from '#store/reports.ts';
import { maxShared, maxWaiting } from '#store/sql/sharing.ts';
import type { Store } from '#store/store.ts';

import type { Input } from './input.ts';
import type { Rig } from './rig.ts';

/** A server in which people have brought together as much as they may. */
const guildId = '100000000000000008';
const voicesPerPerson = 10;
const idAt = (at: number): string => String(500_000_000_000_000_000n + BigInt(at));

/** Lists of a server that grow with what its people do: who is muted, whose voices are shared, wait or were reported. */
export function inputsOfPeople({ store, asker: ann }: Rig): readonly Input[] {
  const asker = { ...ann, guildId };
  const people = new ServerPeople({ ...store, now: Date.now });
  const nothing = async (): Promise<void> => undefined;
  const oversight = new Oversight({
    ...store,
    mail: { toAdmins: async () => false, toPerson: async () => false },
    inLanguageOf: async () => asker.t,
    speaking: { silence: () => undefined },
    banning: { ban: nothing, lift: nothing },
  });
  let filled: Promise<string> | undefined;
  const inFull = (work: (run: number, voiceId: string) => unknown) => async (run: number) => {
    await work(run, await (filled ??= fill(store)));
  };
  const reported = (voice: string) =>
    inFull(async (run, voiceId) => {
      // As after any change of a voice in the server, all of them are read anew.
      await store.sharing.share(voiceId, idAt(0), guildId, true);
      const by = { ...asker, id: idAt(1_000_000 + run) };
      await oversight.report(by, voice, 'y'.repeat(300)).catch(isRefused);
    });
  return [
    {
      name: 'people/muted',
      bound: '1,000 people of a server are muted; refused above',
      works: [
        inFull(async (run) => {
          await people.mute(asker, { id: idAt(run % 5), isAdministrator: false, isSelf: false });
          await people.muted(asker);
        }),
      ],
    },
    {
      name: 'oversight/report',
      bound: '1,000 voices are shared with a server, and 500 reports of them open; refused above',
      works: [reported('Voice 7 of 42'), reported('no such voice')],
    },
    {
      name: 'oversight/requests',
      bound: '500 voices wait for the admins of a server, and 500 reports; refused above',
      works: [inFull(() => oversight.pending(asker))],
    },
  ];
}

/** Resolves with the id of one of the voices. */
async function fill({ voices, sharing, reports, mutes }: Store): Promise<string> {
  const ids: string[] = [];
  for (let at = 0; at < maxShared; at += 1) {
    const ownerId = idAt(Math.floor(at / voicesPerPerson));
    const { id } = await voices.keep({
      ownerId,
      name: `Voice ${at % voicesPerPerson} of ${Math.floor(at / voicesPerPerson)}`,
      sound: { mode: 'design', description: 'an old man '.repeat(90) },
    });
    ids.push(id);
    await sharing.share(id, ownerId, guildId, true);
    if (at < maxWaiting) await sharing.ask(id, ownerId, guildId);
    if (at < maxOpen)
      await reports.file({ guildId, voiceId: id, reporterId: idAt(9), reason: 'y'.repeat(300) });
  }
  for (let at = 0; at < maxMuted; at += 1) await mutes.mute(guildId, { userId: idAt(at) }, idAt(9));
  return ids[0] ?? '';
}

function isRefused(error: unknown): void {
  if (!(error instanceof Error) || error.name !== 'UserError') throw error;
}
