import { randomBytes } from 'node:crypto';
import { writeSync } from 'node:fs';

import { openStore } from '#store/open-store.ts';

import { anyClip, hashOf, keepClone } from './folder.ts';

/** Writes to a store without end, and says on standard output what is done; somebody kills it. */
const [folder = '', first = '0'] = process.argv.slice(2);
const store = await openStore({ folder, maxVoicesPerPerson: 10_000 });
const say = (line: object): void => void writeSync(1, `${JSON.stringify(line)}\n`);

say({ did: 'open' });
for (let count = Number(first) + 1; ; count += 1) {
  const clip = anyClip(randomBytes(30_000));
  const hash = hashOf(clip);
  const { id } = await keepClone(store, 'ann', `voice ${count}`, clip);
  say({ did: 'keep', id, hash });
  await store.sharing.share(id, 'ann', 'club', true);
  await store.people.change('ann', { actorId: 'ann' }, (now) => ({
    ...now,
    spokenName: String(count),
  }));
  say({ did: 'count', count });
  if (count % 3 !== 0) {
    say({ did: 'begin-remove', id, hash });
    await store.voices.remove(id, 'ann');
    say({ did: 'remove', id, hash });
  }
  if (count % 10 === 0) {
    await store.personalData.forget(`somebody ${count}`, { keepOptOut: false });
    say({ did: 'scrub' });
  }
}
