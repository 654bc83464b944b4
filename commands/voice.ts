import type { ChatInputCommandInteraction } from 'discord.js';

import { askerOf } from '#discord/asker.ts';
import type { Asker } from '#discord/asker.ts';
import type { Reply } from '#discord/reply.ts';
import { escaped } from '#discord/shown-text.ts';
import { line } from '#discord/view.ts';
import { UserError } from '#errors.ts';
import type { Command, Services } from '#features/services.ts';
import { decodeState, filtered } from '#features/voices/browse-state.ts';
import type { BrowseState } from '#features/voices/browse-state.ts';
import type { ShownPreferences } from '#features/voices/preferences.ts';
import { serverView } from '#features/voices/server-view.ts';
import type { Scope } from '#features/voices/server-voices.ts';
import { settingLine } from '#features/voices/setting-line.ts';
import type { WantedVoice } from '#features/voices/setting.ts';
import { showView } from '#features/voices/show-view.ts';
import { assertHasVoice } from '#features/voices/voice-panels.ts';
import type { ServerSettings } from '#store/server-settings.ts';
import { speakerOf } from '#voices/speaker.ts';

import { voiceCommand } from './voice/data.ts';

type Options = ChatInputCommandInteraction['options'];
type Run = (
  asker: Asker,
  options: Options,
  panels: Services['voicePanels'],
  reply: Reply,
) => Promise<void>;

/** What each subcommand does, by its name. */
const subcommands: Readonly<Record<string, Run>> = {
  async browse(asker, options, { browsing }, reply) {
    const language = options.getString('language') ?? undefined;
    const gender = options.getString('gender') ?? undefined;
    const filters = { ...(language && { language }), ...(gender && { gender }) };
    await reply.finish(await browsing.open(asker, filters));
  },
  async set(asker, options, panels, reply) {
    const proxy = options.getString('proxy');
    if (proxy !== null) {
      const shown = await panels.preferences.setAs(asker, proxy, wantedOf(options));
      return finishShown(shown, asker, panels, reply);
    }
    const onlyHere = options.getBoolean('here') ?? false;
    const shown = await panels.preferences.set(asker, wantedOf(options), onlyHere);
    await finishShown(shown, asker, panels, reply);
  },
  async show(asker, options, panels, reply) {
    await reply.finish(await panels.shown(asker, options.getUser('person')));
  },
  async reset(asker, options, { preferences, ...panels }, reply) {
    const onlyHere = options.getBoolean('here') ?? false;
    const proxy = options.getString('proxy');
    const reset =
      proxy === null ? preferences.reset(asker, onlyHere) : preferences.resetAs(asker, proxy);
    await finishShown(await reset, asker, panels, reply);
  },
  async copy(asker, options, panels, reply) {
    const { id } = options.getUser('person', true);
    await finishShown(await panels.preferences.copy(asker, id), asker, panels, reply);
  },
  async lend(asker, options, { preferences }, reply) {
    const lends = options.getBoolean('allow', true);
    await preferences.lend(asker, lends);
    await reply.finish(
      line(
        lends
          ? 'Others may now take over your voice settings with `/voice copy`.'
          : 'Nobody can copy your voice settings any more. What was copied stays theirs.',
      ),
    );
  },
  async 'set-for'(asker, options, panels, reply) {
    const person = options.getUser('person', true);
    assertHasVoice(person);
    const { id } = person;
    const set = await panels.preferences.setFor(asker, id, wantedOf(options));
    if (set === undefined)
      return reply.finish(line(`In this server <@${id}> has the voice of their own choice again.`));
    const { visible, note } = set;
    const what = settingLine(visible, await panels.known(asker)) ?? '';
    const told = `In this server <@${id}> speaks with ${what} now. They can see it, and change it.`;
    await reply.finish(line(note === undefined ? told : `${note}\n${told}`));
  },
  async server(asker, options, panels, reply) {
    await finishServer(await changedServer(asker, options, panels), asker, panels, reply);
  },
  async forbid(asker, options, { server }, reply) {
    const forbidden = !(options.getBoolean('allow') ?? false);
    const voice = options.getString('voice');
    const person = options.getUser('person');
    if ((voice === null) === (person === null))
      throw new UserError('Say either which voice is meant, or whose.');
    if (person !== null) {
      await server.forbidPerson(asker, person.id, forbidden);
      return reply.finish(
        line(
          forbidden
            ? `None of the voices that <@${person.id}> keeps speaks here any more.`
            : `The voices that <@${person.id}> keeps may speak here again.`,
        ),
      );
    }
    const name = escaped(await server.forbid(asker, voice ?? '', forbidden));
    return reply.finish(
      line(forbidden ? `${name} doesn't speak here any more.` : `${name} may speak here again.`),
    );
  },
  async force(asker, options, { server }, reply) {
    const forces = options.getBoolean('on', true);
    await server.force(asker, forces);
    await reply.finish(
      line(
        forces
          ? 'Everybody here speaks with the voice of the channel or the server now.'
          : 'Everybody here has the voice of their choice again.',
      ),
    );
  },
};

export default {
  data: voiceCommand,
  private: true,

  async execute(interaction, { voicePanels }, reply) {
    const { options } = interaction;
    const run = subcommands[options.getSubcommand()];
    if (!run) throw new UserError('I no longer have that command. Restart Discord to see mine.');
    await run(askerOf(interaction), options, voicePanels, reply);
  },

  complete(interaction, { voices }) {
    const { name, value } = interaction.options.getFocused(true);
    if (name !== 'voice') return voices.languages(value);
    const speaker = speakerOf(askerOf(interaction));
    const { options } = interaction;
    if (options.getSubcommand() === 'forbid' && options.getBoolean('allow') === true)
      return voices.forbidden(value, speaker);
    return voices.voices(value, speaker, options.getString('language') ?? undefined);
  },

  buttons: {
    hear: {
      answers: 'new',
      private: true,
      press: (asker, reference, { voicePanels: { browsing } }, reply) =>
        browsing.hear(asker, reference, reply),
    },
    mine: {
      answers: 'new',
      private: true,
      press: (asker, _, { voicePanels: { browsing } }, reply) => browsing.hearOwn(asker, reply),
    },
    use: {
      answers: 'same',
      async press(asker, subject, { voicePanels: { browsing } }, reply) {
        const [reference = '', state = ''] = subject.split(':');
        await reply.finish(await browsing.use(asker, reference, decodeState(state)));
      },
    },
    page: {
      answers: 'same',
      async press(asker, state, { voicePanels: { browsing } }, reply) {
        await reply.finish(await browsing.page(asker, decodeState(state)));
      },
    },
    open: {
      answers: 'same',
      async press(asker, _, { voicePanels: { browsing } }, reply) {
        await reply.finish(await browsing.page(asker, { page: 0 }));
      },
    },
    reset: {
      answers: 'same',
      async press(asker, _, { voicePanels }, reply) {
        const shown = await voicePanels.preferences.reset(asker, false);
        await finishShown(shown, asker, voicePanels, reply);
      },
    },
  },

  selects: {
    source: { answers: 'same', choose: filterBy('source') },
    language: { answers: 'same', choose: filterBy('language') },
    gender: { answers: 'same', choose: filterBy('gender') },
    unset: {
      answers: 'same',
      async choose(asker, _, values, { voicePanels }, reply) {
        const settings = await voicePanels.server.takeBack(asker, values);
        await finishServer(settings, asker, voicePanels, reply);
      },
    },
  },
} satisfies Command;

function filterBy(filter: Exclude<keyof BrowseState, 'page'>) {
  return async (
    asker: Asker,
    state: string,
    [value = '']: readonly string[],
    { voicePanels: { browsing } }: Services,
    reply: Reply,
  ): Promise<void> => {
    const next = filtered(decodeState(state), filter, value === 'any' ? '' : value);
    await reply.finish(await browsing.page(asker, next));
  };
}

function wantedOf(options: Options): WantedVoice {
  const voice = options.getString('voice');
  const language = options.getString('language');
  const speed = options.getNumber('speed');
  const style = options.getString('style');
  return {
    ...(voice !== null && { voice }),
    ...(language !== null && { language }),
    ...(speed !== null && { speed }),
    ...(style !== null && { style }),
  };
}

/** Changes what the options say, and shows what is set; with no options it only shows. */
async function changedServer(
  asker: Asker,
  options: Options,
  { server }: Services['voicePanels'],
): Promise<ServerSettings> {
  const wanted = wantedOf(options);
  const scope = scopeOf(options);
  // What may be refused comes first: nothing else has changed then.
  if (Object.keys(wanted).length > 0) await server.set(asker, scope, wanted);
  else if (scope.of !== 'server')
    throw new UserError('Say which voice, speed or style is meant for it, too.');
  const adminChannel = options.getChannel('admin-channel');
  if (adminChannel !== null) await server.tellAdminsIn(asker, adminChannel.id);
  const policy = (['allow', 'approval', 'forbid'] as const).find(
    (policy) => policy === options.getString('clones'),
  );
  if (policy) await server.clones(asker, policy);
  return server.show(asker);
}

function scopeOf(options: Options): Scope {
  const channel = options.getChannel('channel');
  const tag = options.getString('for-language');
  if (channel !== null && tag !== null)
    throw new UserError('Set a voice either for a channel or for a language.');
  if (channel !== null) return { of: 'channel', channelId: channel.id };
  return tag === null ? { of: 'server' } : { of: 'language', tag };
}

async function finishShown(
  shown: ShownPreferences,
  asker: Asker,
  panels: Pick<Services['voicePanels'], 'known'>,
  reply: Reply,
): Promise<void> {
  await reply.finish(showView(shown, await panels.known(asker)));
}

async function finishServer(
  settings: ServerSettings,
  asker: Asker,
  panels: Services['voicePanels'],
  reply: Reply,
): Promise<void> {
  const [banned, known] = await Promise.all([panels.server.banned(asker), panels.known(asker)]);
  const obstacle = panels.server.obstacle(asker, settings);
  await reply.finish(serverView(settings, banned, known, obstacle));
}
