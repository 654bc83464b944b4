import type { Asker } from '#discord/asker.ts';
import { everyone, inPlace, privately } from '#discord/command.ts';
import type { Options } from '#discord/options.ts';
import { escaped } from '#discord/shown-text.ts';
import { line } from '#discord/view.ts';
import type { View } from '#discord/view.ts';
import { UserError } from '#errors.ts';
import type { Command, Select, Services } from '#features/services.ts';
import { managers, moderatorsOfCalls } from '#features/settings/rights.ts';
import type { Changes } from '#features/settings/setting.ts';
import { settings } from '#features/settings/settings.ts';
import { voiceLine } from '#features/settings/voice-settings.ts';
import { decodeState, filtered } from '#features/voices/browse-state.ts';
import type { BrowseState } from '#features/voices/browse-state.ts';
import type { ShownPreferences } from '#features/voices/preferences.ts';
import type { Scope } from '#features/voices/server-voices.ts';
import type { WantedVoice } from '#features/voices/setting.ts';
import { showView } from '#features/voices/show-view.ts';
import { assertHasVoice } from '#features/voices/voice-panels.ts';
import { text } from '#i18n/text.ts';
import { speakerOf } from '#voices/speaker.ts';

import { chosenSettings } from './setting-options.ts';
import { voiceCommand } from './voice/data.ts';

export default {
  data: voiceCommand,

  subcommands: {
    browse: privately(everyone, ({ asker, options, services }) => {
      const language = options.string('language');
      const gender = options.string('gender');
      const filters = { ...(language && { language }), ...(gender && { gender }) };
      return services.voicePanels.browsing.open(asker, filters);
    }),
    set: privately(everyone, async ({ asker, options, services: { voicePanels } }) => {
      const { preferences } = voicePanels;
      const proxy = options.string('proxy');
      const wanted = wantedIn(chosenSettings('voice set', settings.person, options, asker.t));
      const shown =
        proxy === undefined
          ? await preferences.set(asker, wanted, options.boolean('here') ?? false)
          : await preferences.setAs(asker, proxy, wanted);
      return shownView(shown, asker, voicePanels);
    }),
    show: privately(everyone, ({ asker, options, services }) =>
      services.voicePanels.shown(asker, options.user('person') ?? null),
    ),
    reset: privately(everyone, async ({ asker, options, services: { voicePanels } }) => {
      const { preferences } = voicePanels;
      const onlyHere = options.boolean('here') ?? false;
      const proxy = options.string('proxy');
      const reset =
        proxy === undefined
          ? preferences.reset(asker, onlyHere)
          : preferences.resetAs(asker, proxy);
      return shownView(await reset, asker, voicePanels);
    }),
    copy: privately(everyone, async ({ asker, options, services: { voicePanels } }) => {
      const person = options.user('person', true);
      assertHasVoice(person);
      return shownView(await voicePanels.preferences.copy(asker, person.id), asker, voicePanels);
    }),
    lend: privately(everyone, async ({ asker, options, services }) => {
      const changes = chosenSettings('voice lend', settings.person, options, asker.t);
      const { lendsSettings } = await services.voicePanels.preferences.change(asker, changes);
      return line(
        lendsSettings
          ? asker.t(($) => $.voicePanels.lending.allowed)
          : asker.t(($) => $.voicePanels.lending.refused),
      );
    }),
    'set-for': privately(
      moderatorsOfCalls,
      async ({ asker, options, services: { voicePanels } }) => {
        const person = options.user('person', true);
        assertHasVoice(person);
        const { id } = person;
        const wanted = wantedIn(chosenSettings('voice set-for', settings.member, options, asker.t));
        const set = await voicePanels.preferences.setFor(asker, id, wanted);
        if (set === undefined)
          return line(asker.t(($) => $.voicePanels.setFor.takenBack, { person: `<@${id}>` }));
        const { visible, note } = set;
        const told = asker.t(($) => $.voicePanels.setFor.set, {
          person: `<@${id}>`,
          voice: voiceLine(visible, await voicePanels.known(asker)) ?? '',
        });
        return line(note ? `${asker.t(note)}\n${told}` : told);
      },
    ),
    server: privately(managers, async ({ asker, options, services }) => {
      await changeServer(asker, options, services.voicePanels);
      // A voice for some alone stands in the list of those.
      return scopeOf(options).of === 'server'
        ? services.settingsPanels.page(asker, 'voices')
        : services.settingsPanels.voices(asker);
    }),
    forbid: privately(managers, async ({ asker, options, services }) => {
      const { server } = services.voicePanels;
      const forbidden = !(options.boolean('allow') ?? false);
      const voice = options.string('voice');
      const person = options.user('person');
      if ((voice === undefined) === (person === undefined))
        throw new UserError(text(($) => $.voicePanels.refused.voiceOrPerson));
      if (person) {
        await server.forbidPerson(asker, person.id, forbidden);
        const named = { person: `<@${person.id}>` };
        return line(
          forbidden
            ? asker.t(($) => $.voicePanels.forbidding.person, named)
            : asker.t(($) => $.voicePanels.forbidding.personAgain, named),
        );
      }
      const name = await server.forbid(asker, voice ?? '', forbidden);
      const named = { voice: escaped(asker.t(name)) };
      return line(
        forbidden
          ? asker.t(($) => $.voicePanels.forbidding.voice, named)
          : asker.t(($) => $.voicePanels.forbidding.voiceAgain, named),
      );
    }),
    force: privately(managers, async ({ asker, options, services }) => {
      const changes = chosenSettings('voice force', settings.server, options, asker.t);
      const { forcesVoice } = await services.voicePanels.server.change(asker, changes);
      return line(
        forcesVoice
          ? asker.t(($) => $.voicePanels.forcing.on)
          : asker.t(($) => $.voicePanels.forcing.off),
      );
    }),
  },

  complete({ asker, options, typed, services: { voices } }) {
    if (typed.name !== 'voice') return voices.languages(typed.value, asker.locale);
    const speaker = speakerOf(asker);
    if (options.subcommand === 'forbid' && options.boolean('allow') === true)
      return voices.forbidden(typed.value, speaker);
    return voices.voices(typed.value, speaker, options.string('language'));
  },

  buttons: {
    hear: privately(everyone, ({ asker, subject, services, reply }) =>
      services.voicePanels.browsing.hear(asker, subject, reply),
    ),
    mine: privately(everyone, ({ asker, services, reply }) =>
      services.voicePanels.browsing.hearOwn(asker, reply),
    ),
    use: inPlace(everyone, ({ asker, subject, services }) => {
      const [reference = '', state = ''] = subject.split(':');
      return services.voicePanels.browsing.use(asker, reference, decodeState(state));
    }),
    page: inPlace(everyone, ({ asker, subject, services }) =>
      services.voicePanels.browsing.page(asker, decodeState(subject)),
    ),
    open: inPlace(everyone, ({ asker, services }) =>
      services.voicePanels.browsing.page(asker, { page: 0 }),
    ),
    reset: inPlace(everyone, async ({ asker, services: { voicePanels } }) =>
      shownView(await voicePanels.preferences.reset(asker, false), asker, voicePanels),
    ),
  },

  selects: {
    source: filterBy('source'),
    language: filterBy('language'),
    gender: filterBy('gender'),
    unset: inPlace(managers, async ({ asker, values, services }) => {
      await services.voicePanels.server.takeBack(asker, values);
      return services.settingsPanels.voices(asker);
    }),
  },
} satisfies Command;

function filterBy(filter: Exclude<keyof BrowseState, 'page'>): Select {
  return inPlace(everyone, ({ asker, subject, values: [value = ''], services }) => {
    const next = filtered(decodeState(subject), filter, value === 'any' ? '' : value);
    return services.voicePanels.browsing.page(asker, next);
  });
}

function wantedIn({ voice = {} }: Changes): WantedVoice {
  return voice as WantedVoice;
}

/** Changes what the options say; with no options it changes nothing. */
async function changeServer(
  asker: Asker,
  options: Options,
  { server }: Services['voicePanels'],
): Promise<void> {
  const { voice, ...changes } = chosenSettings('voice server', settings.server, options, asker.t);
  const scope = scopeOf(options);
  if (voice === undefined && scope.of !== 'server')
    throw new UserError(text(($) => $.voicePanels.refused.noVoiceForScope));
  if (voice !== undefined) await server.set(asker, scope, wantedIn({ voice }), changes);
  else if (Object.keys(changes).length > 0) await server.change(asker, changes);
}

function scopeOf(options: Options): Scope {
  const channel = options.channel('channel');
  const tag = options.string('for-language');
  if (channel && tag !== undefined)
    throw new UserError(text(($) => $.voicePanels.refused.oneScope));
  if (channel) return { of: 'channel', channelId: channel.id };
  return tag === undefined ? { of: 'server' } : { of: 'language', tag };
}

async function shownView(
  shown: ShownPreferences,
  asker: Asker,
  panels: Services['voicePanels'],
): Promise<View> {
  return showView(shown, await panels.known(asker), asker.t);
}
