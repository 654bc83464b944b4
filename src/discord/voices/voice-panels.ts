import type { Store } from '../../store/store.ts';
import type { LiveCatalogue } from '../../voices/catalogue.ts';
import type { Chooser } from '../../voices/chooser.ts';
import type { Asker } from '../asker.ts';
import type { Speaking } from '../speaking.ts';
import { browsing } from './browsing.ts';
import type { Browsing } from './browsing.ts';
import { preferences } from './preferences.ts';
import type { Preferences } from './preferences.ts';
import { serverVoices } from './server-voices.ts';
import type { ServerVoices } from './server-voices.ts';
import type { KnownVoices } from './setting-line.ts';

export interface VoicePanelsParts extends Pick<
  Store,
  'people' | 'members' | 'serverSettings' | 'voices' | 'quotas'
> {
  readonly catalogue: Pick<LiveCatalogue, 'book'>;
  readonly chooser: Pick<Chooser, 'check' | 'preview'>;
  readonly speaking: Pick<Speaking, 'sample' | 'silence'>;
}

/** Everything that `/voice` does. */
export interface VoicePanels {
  readonly preferences: Preferences;
  readonly server: ServerVoices;
  readonly browsing: Browsing;
  /** The voices that this person may know by name. */
  known(asker: Asker): Promise<KnownVoices>;
}

export function voicePanels(parts: VoicePanelsParts): VoicePanels {
  const own = preferences(parts);
  return {
    preferences: own,
    server: serverVoices(parts),
    browsing: browsing({ ...parts, preferences: own }),
    async known({ id, guildId }) {
      const [mine, shared] = await Promise.all([
        parts.voices.ownedBy(id),
        guildId === undefined ? [] : parts.voices.sharedWith(guildId),
      ]);
      return { book: parts.catalogue.book, kept: [...mine, ...shared] };
    },
  };
}
