import type { ServerSettings } from '#store/server-settings.ts';
import type { Store } from '#store/store.ts';

/** The store, with what is done when a server's settings were changed. */
export function noticing(
  store: Store,
  changed: (guildId: string, before: ServerSettings, after: ServerSettings) => Promise<void>,
): Store {
  const { serverSettings } = store;
  return {
    ...store,
    serverSettings: {
      get: (guildId) => serverSettings.get(guildId),
      async change(guildId, ...change) {
        const before = await serverSettings.get(guildId);
        const settings = await serverSettings.change(guildId, ...change);
        void changed(guildId, before, settings);
        return settings;
      },
    },
  };
}
