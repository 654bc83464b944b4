import { setTimeout as delay } from 'node:timers/promises';

import { PermissionFlagsBits } from 'discord-api-types/v10';

import privacyCommand from '#commands/privacy.ts';
import voiceCommand from '#commands/voice.ts';
import type { Reply } from '#discord/reply.ts';
import { line } from '#discord/view.ts';
import { SettingsPanels } from '#features/configuring/settings-panels.ts';
import { banning } from '#features/oversight/banning.ts';
import { withdrawal } from '#features/oversight/withdrawal.ts';
import { Privacy } from '#features/privacy/privacy.ts';
import type { Services } from '#features/services.ts';
import { voicePanels } from '#features/voices/voice-panels.ts';
import { TextLanguages } from '#features/wording/text-languages.ts';
import type { RemovedClone } from '#speech/cache-key.ts';
import type { Payer, Voice } from '#speech/speech.ts';
import { voiceBook } from '#voices/book.ts';
import { chooser } from '#voices/chooser.ts';
import { voiceSearch } from '#voices/search.ts';
import { voiceSuggestions } from '#voices/suggestions.ts';

import { FakeAnswers } from '../fakes/answers.ts';
import { fakeIntake } from '../fakes/intake.ts';
import { fakeInteraction } from '../fakes/interaction.ts';
import type { FakeInteractionOptions } from '../fakes/interaction.ts';
import { interactionsWith } from '../fakes/interactions.ts';
import { testStore } from '../store/folder.ts';
import { models } from '../voices/models.ts';

/** The people who ask: all are in server 1 but the stranger, who is an admin of server 2. */
export const roles = {
  owner: { userId: '11', guildId: '1' },
  other: { userId: '12', guildId: '1' },
  moderator: { userId: '13', guildId: '1', memberPermissions: PermissionFlagsBits.MuteMembers },
  admin: { userId: '14', guildId: '1', memberPermissions: PermissionFlagsBits.ManageGuild },
  stranger: { userId: '15', guildId: '2', memberPermissions: PermissionFlagsBits.ManageGuild },
} as const satisfies Record<string, Partial<FakeInteractionOptions>>;
export type Role = keyof typeof roles;

const nothing = (): undefined => undefined;

/** Everything that was done beside the store. */
interface Done {
  readonly samples: unknown[];
  readonly forgotten: (Voice | RemovedClone | Pick<Payer, 'userId'>)[];
  readonly unfinished: string[];
  /** People who were written to. */
  readonly written: string[];
  silenced: number;
}

/**
 * /voice and /privacy over a real store, as somebody in a role uses them; everything goes with the test. `knownAfterMs`:
 * when the service first says which voices there are.
 */
export async function desk({ knownAfterMs = 0 } = {}) {
  const opened = await testStore();
  const { store } = opened;
  const book = voiceBook(models);
  const catalogue = {
    book: voiceBook(knownAfterMs > 0 ? [] : models),
    search: voiceSearch(book),
    async known() {
      await delay(knownAfterMs);
      this.book = book;
    },
  };
  const choosing = chooser({ ...store, catalogue });
  const done: Done = { samples: [], forgotten: [], unfinished: [], written: [], silenced: 0 };
  const speaking = {
    sample: async (_: unknown, ask: unknown, reply: Reply) => {
      done.samples.push(ask);
      await reply.finish(line('A sample.'));
    },
    silence: () => {
      done.silenced += 1;
    },
  };
  const withdrawing = withdrawal({
    ...store,
    speaking,
    forgetSpeech: (whose) => Promise.resolve(void done.forgotten.push(whose)),
    forgetUnfinished: (userId) => done.unfinished.push(userId),
  });
  const mail = {
    toPerson: async (userId: string) => Boolean(done.written.push(userId)),
    obstacle: () => undefined,
  };
  const bans = banning({ ...store, speaking, mail });
  const textFile = new URL('../../PRIVACY.md', import.meta.url);
  const panels = voicePanels({
    ...store,
    catalogue,
    chooser: choosing,
    languages: new TextLanguages({ ...store, catalogue, view: { localeOf: () => undefined } }),
    view: { namesOf: nothing, roleName: nothing, channelName: nothing },
    speaking,
    banning: bans,
    mail,
    closing: new AbortController().signal,
  });
  const services: Partial<Services> = {
    voices: voiceSuggestions({ ...store, catalogue, onTyping: () => undefined }),
    voicePanels: panels,
    settingsPanels: new SettingsPanels({
      ...store,
      catalogue,
      serverReading: { overview: () => ({ content: '', buttons: [] }), hindrances: () => [] },
      callRules: { hindrances: () => [] },
      voicePanels: panels,
      translation: undefined,
      view: { namesOf: nothing, roleName: nothing, channelName: nothing },
    }),
    privacy: new Privacy({
      ...store,
      intake: fakeIntake(),
      withdrawal: withdrawing,
      speaking,
      textFile,
    }),
  };

  /** Resolves with all that was answered. */
  async function ask(role: Role, options: FakeInteractionOptions): Promise<FakeAnswers> {
    const answers = new FakeAnswers();
    const interactions = interactionsWith({
      commands: [voiceCommand, privacyCommand],
      services: services as Services,
      answersTo: () => answers,
    });
    await interactions.run(fakeInteraction({ ...options, ...roles[role] }));
    // An acknowledgement is sent in its own turn.
    await delay(1);
    return answers;
  }
  const textOf = async (role: Role, options: FakeInteractionOptions): Promise<string> =>
    (await ask(role, options)).texts.join('\n');

  return {
    store,
    done,
    book,
    choosing,
    voice: (role: Role, subcommand: string, options: Readonly<Record<string, unknown>> = {}) =>
      textOf(role, { kind: 'command', name: 'voice', subcommand, options }),
    press: (role: Role, customId: string, where: Pick<FakeInteractionOptions, 'channelId'> = {}) =>
      textOf(role, { ...where, kind: 'button', customId }),
    choose: (role: Role, customId: string, values: readonly string[]) =>
      textOf(role, { kind: 'select', customId, values }),
    suggest: async (
      role: Role,
      typed: string,
      asking: Pick<FakeInteractionOptions, 'subcommand' | 'options'> = {},
    ): Promise<readonly string[]> => {
      const options = { ...asking.options, voice: typed };
      const asked = {
        ...asking,
        kind: 'autocomplete',
        name: 'voice',
        focused: 'voice',
        options,
      } as const;
      const { sent } = await ask(role, asked);
      const [first] = sent;
      if (!first) throw new Error('no suggestions were sent');
      const { data } = first.body as { data: { choices: { name: string }[] } };
      return data.choices.map(({ name }) => name);
    },
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
  };
}
