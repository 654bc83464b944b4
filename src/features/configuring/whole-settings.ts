import { randomUUID } from 'node:crypto';

import { LRUCache } from 'lru-cache';

import { serverOf } from '#discord/asker.ts';
import type { Asker } from '#discord/asker.ts';
import type { GuildView } from '#discord/guild-view.ts';
import type { View } from '#discord/view.ts';
import { UserError } from '#errors.ts';
import type { ServerReading } from '#features/autoread/server-reading.ts';
import type { Given, Intake } from '#features/files/intake.ts';
import { nameOf } from '#features/settings/told-paths.ts';
import { withChanges } from '#features/settings/values.ts';
import type { VoicePanels } from '#features/voices/voice-panels.ts';
import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import { differences } from '#store/audit.ts';
import type { AuditEntry } from '#store/audit.ts';
import type { ServerSettings } from '#store/server-settings.ts';
import type { Store } from '#store/store.ts';
import type { LiveCatalogue } from '#voices/catalogue.ts';
import { profileIdOf } from '#voices/profile-key.ts';

import {
  doneView,
  exportedView,
  proposedView,
  templateHeading,
  templatesView,
} from './changes-view.ts';
import type { Proposed } from './changes-view.ts';
import { fitted, readFile, writtenFile } from './settings-file.ts';
import type { Fitted, SettingsFile, There } from './settings-file.ts';
import { gone } from './settings-panels.ts';
import { templateCalled, templates } from './templates.ts';
import { undone } from './undo.ts';

export interface WholeSettingsParts extends Pick<Store, 'serverSettings' | 'audit' | 'voices'> {
  readonly catalogue: Pick<LiveCatalogue, 'book'>;
  readonly voicePanels: Pick<VoicePanels, 'server'>;
  readonly serverReading: Pick<ServerReading, 'excluded'>;
  readonly view: Pick<GuildView, 'channelName' | 'roleName' | 'namesOf'>;
  readonly intake: Pick<Intake, 'take'>;
}

/** A file that was looked at and waits for the button that applies it, in memory alone. */
interface Draft {
  readonly id: string;
  readonly guildId: string;
  readonly file: SettingsFile;
}

const keptMs = 15 * 60_000;
/** Files are at most half a megabyte each. */
const maxDrafts = 16;

/**
 * Changes that concern many settings at once: taking back what somebody changed, a file, a starting point. Each is shown
 * before it is made, and is looked at again when it is. Everything rejects with a `UserError` that says why not.
 */
export class WholeSettings {
  readonly #parts: WholeSettingsParts;
  /** The last file of each person: however many somebody gives, those of others stay. */
  readonly #drafts = new LRUCache<string, Draft>({
    max: maxDrafts,
    ttl: keptMs,
    ttlAutopurge: true,
  });

  constructor(parts: WholeSettingsParts) {
    this.#parts = parts;
  }

  /** Shows what taking back a change would do. */
  async look(asker: Asker, entryId: string): Promise<View> {
    const entry = await this.#entry(asker, entryId);
    const id = `settings:undo:${entryId}`;
    const heading = text(($) => $.settingsPanel.whole.wouldUndo, { when: momentOf(entry) });
    return this.#propose(asker, { id, is: 'undo' }, heading, (now) => undoneOf(now, entry));
  }

  /** Takes back a change, as far as nobody changed it since. */
  async undo(asker: Asker, entryId: string): Promise<View> {
    const entry = await this.#entry(asker, entryId);
    const heading = text(($) => $.settingsPanel.whole.undone);
    return this.#apply(asker, heading, (now) => undoneOf(now, entry));
  }

  templates({ t }: Asker): View {
    return templatesView(t);
  }

  async template(asker: Asker, name: string): Promise<View> {
    const template = existingTemplate(name);
    const id = `settings:use:${template}`;
    return this.#propose(asker, { id, is: 'apply' }, templateHeading(template), (now) =>
      startingFrom(now, template),
    );
  }

  async useTemplate(asker: Asker, name: string): Promise<View> {
    const template = existingTemplate(name);
    const heading = text(($) => $.settingsPanel.whole.applied);
    return this.#apply(asker, heading, (now) => startingFrom(now, template));
  }

  /** Posts all settings as a file. */
  async export(asker: Asker): Promise<View> {
    const settings = await this.#parts.serverSettings.get(serverOf(asker));
    const written = writtenFile(settings, await this.#there(asker));
    const data = new TextEncoder().encode(written);
    const file = { name: 'settings.json', data, contentType: 'application/json' };
    return exportedView(file, asker.t);
  }

  /** Takes a file, and shows what it would change. */
  async import(asker: Asker, given: Given): Promise<View> {
    const { intake } = this.#parts;
    const guildId = serverOf(asker);
    const file = await intake.take(asker.id, given, 'settings', async (bytes) => readFile(bytes));
    const id = randomUUID();
    this.#drafts.set(asker.id, { id, guildId, file });
    const there = await this.#there(asker);
    const act = { id: `settings:apply:${id}`, is: 'apply' } as const;
    const heading = text(($) => $.settingsPanel.whole.wouldImport);
    return this.#propose(asker, act, heading, (now) => fitted(file, now, there));
  }

  /** Applies a file that was looked at, by whoever gave it. */
  async apply(asker: Asker, draftId: string): Promise<View> {
    const draft = this.#drafts.get(asker.id);
    if (draft?.id !== draftId || draft.guildId !== serverOf(asker))
      throw new UserError(text(($) => $.settingsPanel.file.gone));
    const there = await this.#there(asker);
    const heading = text(($) => $.settingsPanel.whole.applied);
    return this.#apply(asker, heading, (now) => fitted(draft.file, now, there));
  }

  /** Drops the file that somebody gave. */
  forget(userId: string): void {
    this.#drafts.delete(userId);
  }

  async #propose(
    asker: Asker,
    act: Proposed['act'],
    heading: Text,
    edit: (now: ServerSettings) => Fitted,
  ): Promise<View> {
    const now = await this.#parts.serverSettings.get(serverOf(asker));
    const { settings, left } = this.#allowed(now, edit(now));
    const { book } = this.#parts.catalogue;
    const changes = differences(now, settings);
    return proposedView({ act, heading, changes, left, book }, asker.t);
  }

  async #apply(asker: Asker, heading: Text, edit: (now: ServerSettings) => Fitted): Promise<View> {
    const { serverSettings, voicePanels, catalogue } = this.#parts;
    let [before, left] = [await serverSettings.get(serverOf(asker)), [] as readonly Text[]];
    const after = await voicePanels.server.rewrite(asker, (now) => {
      const fit = this.#allowed(now, edit(now));
      [before, left] = [now, fit.left];
      return fit.settings;
    });
    const changes = differences(before, after);
    return doneView({ heading, changes, left, book: catalogue.book }, asker.t);
  }

  /** Without the channels of which nothing is ever read, which are named. */
  #allowed(now: ServerSettings, { settings, left }: Fitted): Fitted {
    const excluded = this.#parts.serverReading.excluded(now, settings);
    if (excluded.length === 0) return { settings, left };
    const channelIds = settings.reading.channelIds.filter((id) => !excluded.includes(id));
    const why = excluded.map((id) => text(($) => $.autoread.excluded, { channel: `<#${id}>` }));
    return {
      settings: { ...settings, reading: { ...settings.reading, channelIds } },
      left: [...left, ...why],
    };
  }

  async #entry(asker: Asker, entryId: string): Promise<AuditEntry> {
    const entry = await this.#parts.audit.entry(serverOf(asker), entryId);
    if (entry?.what !== 'settings') throw gone();
    return entry;
  }

  async #there(asker: Asker): Promise<There> {
    const { view, voices, catalogue } = this.#parts;
    const guildId = serverOf(asker);
    const shared = new Set((await voices.sharedWith(guildId)).map(({ id }) => id));
    return {
      channel: (id) => view.channelName(guildId, id),
      role: (id) => (id === guildId ? undefined : view.roleName(guildId, id)),
      person: (id) => view.namesOf(guildId, id)?.userName,
      voice(key) {
        const kept = profileIdOf(key);
        return kept === undefined ? catalogue.book.byName.has(key) : shared.has(kept);
      },
    };
  }
}

function undoneOf(now: ServerSettings, { changes }: AuditEntry): Fitted {
  const { settings, changedSince } = undone(now, changes);
  return {
    settings,
    left: changedSince.map(({ path }) =>
      text(($) => $.settingsPanel.whole.changedSince, { name: nameOf(path, 'settings') }),
    ),
  };
}

function existingTemplate(name: string) {
  const template = templateCalled(name);
  if (!template) throw gone();
  return template;
}

function startingFrom(now: ServerSettings, template: keyof typeof templates): Fitted {
  return { settings: withChanges(now, templates[template]), left: [] };
}

/** As Discord shows a time to each reader. */
function momentOf({ atMs }: AuditEntry): string {
  return `<t:${Math.floor(atMs / 1_000)}:f>`;
}
