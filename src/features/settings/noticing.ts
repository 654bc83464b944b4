import type { Store } from '#store/store.ts';

/** The store, with what is done when a server's settings were changed. */
export function noticing(store: Store, changed: (guildId: string) => Promise<void>): Store {
  const { serverSettings } = store;
  return {
    ...store,
    serverSettings: {
      get: (guildId) => serverSettings.get(guildId),
      async change(guildId, ...change) {
        const settings = await serverSettings.change(guildId, ...change);
        void changed(guildId);
        return settings;
      },
    },
  };
}
