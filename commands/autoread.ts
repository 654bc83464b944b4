import { PermissionFlagsBits } from 'discord-api-types/v10';

import type { Asker } from '#discord/asker.ts';
import { everyone, inPlace, openly, privately, soon } from '#discord/command.ts';
import { linesFor, listRoom } from '#discord/fitting.ts';
import { maxChoices } from '#discord/limits.ts';
import type { Options } from '#discord/options.ts';
import { escaped } from '#discord/shown-text.ts';
import { usableInServers } from '#discord/usable.ts';
import { line } from '#discord/view.ts';
import { UserError } from '#errors.ts';
import type { Asked, Command, Services } from '#features/services.ts';
import { auditors, managersOfChannels, moderators } from '#features/settings/rights.ts';
import type { Changes } from '#features/settings/setting.ts';
import { settings } from '#features/settings/settings.ts';
import { channelTranslationIn } from '#features/settings/translation-setting.ts';
import { listIn } from '#features/settings/typed-words.ts';
import {
  writtenLanguageOption,
  writtenLanguagesLike,
} from '#features/settings/written-language.ts';
import { timeZonesLike } from '#features/wording/time-zone.ts';
import { inARow, ownWords, text } from '#i18n/text.ts';

import { autoreadOptions } from './autoread/data.ts';
import { filterLine } from './autoread/filter-line.ts';
import { chosenSettings } from './setting-options.ts';

const minuteMs = 60_000;
const maxShown = 50;
/** Takes back a name aloud. */
const none = text(($) => $.settings.typed.none);

type Chosen = Asked & { readonly options: Options };
type Picked = Asked & { readonly values: readonly string[] };

export default {
  data: {
    name: 'autoread',
    ...usableInServers,
    options: autoreadOptions,
  },

  subcommands: {
    // Everybody shall know when messages begin to be read, and when that ends.
    on: openly(
      managersOfChannels,
      async ({ asker, options, channelId, services: { serverReading } }) => {
        await serverReading.on(asker, options.channel('channel')?.id ?? channelId);
        return serverReading.announce(asker);
      },
    ),
    off: openly(managersOfChannels, async ({ asker, services: { serverReading } }) => {
      await serverReading.off(asker);
      return serverReading.announce(asker);
    }),
    show: soon.privately(everyone, ({ asker, services }) =>
      services.settingsPanels.overview(asker),
    ),
    why: privately(everyone, async ({ asker, channelId, services }) =>
      line(await services.why.lastIn(asker, channelId)),
    ),
    me: privately(everyone, async ({ asker, options, services: { serverPeople } }) => {
      const changes = chosenSettings('autoread me', settings.member, options, asker.t);
      const proxy = options.string('proxy');
      if (proxy !== undefined) return line(await calledAs(asker, serverPeople, proxy, changes));
      const everywhere = options.boolean('everywhere') ?? false;
      // Nothing but a name is for all servers: whoever agrees would think that they agreed in all.
      if (everywhere && !names(changes))
        throw new UserError(text(($) => $.autoread.everywhereWithoutName, { none }));
      const me = await serverPeople.me(asker, changes, everywhere);
      const { name } = me;
      const told = inARow(
        name === undefined
          ? text(($) => $.autoread.me.calledAsOnDiscord)
          : text(($) => $.autoread.me.called, { name: escaped(name) }),
        me.agrees ? text(($) => $.autoread.me.agrees) : text(($) => $.autoread.me.agreesNot),
        text(($) => $.autoread.me.ways, { none }),
      );
      return line(asker.t(told));
    }),
    call: privately(moderators, async ({ asker, options, services }) => {
      const { id } = options.user('person', true);
      const changes = chosenSettings('autoread call', settings.member, options, asker.t);
      await services.serverPeople.call(asker, id, changes);
      const person = `<@${id}>`;
      const name = nameIn(changes);
      return line(
        name === undefined
          ? asker.t(($) => $.autoread.person.calledAsOnDiscord, { person })
          : asker.t(($) => $.autoread.person.called, { person, name }),
      );
    }),
    log: privately(auditors, ({ asker, services }) => services.serverLog.show(asker)),
    options: changing(({ asker, options, services }) =>
      services.serverReading.options(
        asker,
        chosenSettings('autoread options', settings.server, options, asker.t),
      ),
    ),
    words: changing(({ asker, options, services }) =>
      services.serverReading.options(
        asker,
        chosenSettings('autoread words', settings.server, options, asker.t),
      ),
    ),
    'channel add': changing(({ asker, options, services }) =>
      services.serverReading.channel(asker, [options.channel('channel', true).id], true),
    ),
    'channel remove': changing(({ asker, options, services }) =>
      services.serverReading.channel(asker, [options.channel('channel', true).id], false),
    ),
    'channel exclude': changing(({ asker, options, services }) =>
      services.serverReading.exclude(asker, [options.channel('channel', true).id], true),
    ),
    'channel allow': changing(({ asker, options, services }) =>
      services.serverReading.exclude(asker, [options.channel('channel', true).id], false),
    ),
    'channel translate': changing(({ asker, options, services }) => {
      const { id } = options.channel('channel', true);
      const tag = channelTranslationIn(options.string('language', true), asker.t);
      return services.serverReading.translate(asker, [id], tag);
    }),
    'role ignore': changing(({ asker, options, services }) =>
      services.serverReading.ignoreRoles(asker, [options.role('role', true).id], true),
    ),
    'role heed': changing(({ asker, options, services }) =>
      services.serverReading.ignoreRoles(asker, [options.role('role', true).id], false),
    ),
    'person mute': privately(moderators, async ({ asker, options, services }) => {
      const person = options.user('person', true);
      const minutes = options.integer('minutes');
      const forMs = minutes === undefined ? undefined : minutes * minuteMs;
      const rights = options.member('person')?.permissions;
      const target = {
        id: person.id,
        isAdministrator: rights?.has(PermissionFlagsBits.Administrator) ?? false,
        isSelf: person.id === person.client.user.id,
      };
      await services.serverPeople.mute(asker, target, forMs);
      const muted = { person: `<@${person.id}>` };
      return line(
        minutes === undefined
          ? asker.t(($) => $.autoread.person.muted, muted)
          : asker.t(($) => $.autoread.person.mutedFor, { ...muted, count: minutes }),
      );
    }),
    'person unmute': privately(moderators, async ({ asker, options, services }) => {
      const { id } = options.user('person', true);
      const wasMuted = await services.serverPeople.unmute(asker, id);
      const person = `<@${id}>`;
      return line(
        wasMuted
          ? asker.t(($) => $.autoread.person.unmuted, { person })
          : asker.t(($) => $.autoread.person.notMuted, { person }),
      );
    }),
    'person muted': privately(moderators, async ({ asker, services }) => {
      const muted = await services.serverPeople.muted(asker);
      const lines = muted.slice(0, maxShown).map(({ userId, untilMs }) => {
        const person = `<@${userId}>`;
        if (untilMs === undefined) return person;
        const when = `<t:${Math.ceil(untilMs / 1_000)}:f>`;
        return asker.t(($) => $.autoread.person.until, { person, when });
      });
      if (lines.length === 0) return line(asker.t(($) => $.autoread.person.everybodyRead));
      const heading = asker.t(($) => $.autoread.person.heading);
      const more = (count: number): string => asker.t(($) => $.autoread.person.more, { count });
      const room = listRoom - heading.length - 1;
      return line([heading, ...linesFor(room, lines, muted.length, more)].join('\n'));
    }),
    'filter add': privately(moderators, async ({ asker, options, services }) =>
      filterLine(await services.serverPeople.filter(asker, { add: wordsIn(options) }), asker.t),
    ),
    'filter remove': privately(moderators, async ({ asker, options, services }) =>
      filterLine(await services.serverPeople.filter(asker, { remove: wordsIn(options) }), asker.t),
    ),
    'filter list': privately(moderators, async ({ asker, services }) =>
      filterLine(await services.serverPeople.filter(asker, {}), asker.t),
    ),
  },

  async complete({ asker, typed, services }) {
    const { locale, t } = asker;
    if (typed.name === 'language')
      return services.serverReading.translationsLike(typed.value, asker, maxChoices);
    if (typed.name === writtenLanguageOption)
      return writtenLanguagesLike(typed.value, t, maxChoices);
    const zones = await timeZonesLike(typed.value, locale ?? t.locale, maxChoices);
    return zones.map((zone) => ({ name: ownWords(zone), value: zone }));
  },

  buttons: {
    on: changed<Asked>(({ asker, services }) => services.serverReading.on(asker)),
    off: changed<Asked>(({ asker, services }) => services.serverReading.off(asker)),
    join: inPlace(everyone, async ({ asker, subject, services }) => {
      await services.presence.join(asker);
      return subject === 'panel'
        ? services.settingsPanels.overview(asker)
        : services.serverReading.announce(asker);
    }),
    log: inPlace(auditors, ({ asker, subject, services }) =>
      services.serverLog.show(asker, subject === '' ? undefined : subject),
    ),
  },
  /** Older panels have them, on people's screens. */
  selects: {
    switches: changed<Picked>(({ asker, values, services }) =>
      services.serverReading.switches(asker, values),
    ),
    channels: changed<Picked>(({ asker, values, services }) =>
      services.serverReading.channels(asker, values),
    ),
  },
} satisfies Command;

/** Changes what is read, and shows what is set then. */
function changing(change: (asked: Chosen) => Promise<void>) {
  return privately(managersOfChannels, async (asked: Chosen) => {
    await change(asked);
    return asked.services.settingsPanels.overview(asked.asker);
  });
}

/** The same by something on a panel. */
function changed<Given extends Asked>(change: (asked: Given) => Promise<void>) {
  return inPlace(managersOfChannels, async (asked: Given) => {
    await change(asked);
    return asked.services.settingsPanels.overview(asked.asker);
  });
}

function wordsIn(options: Options): readonly string[] {
  const words = listIn(options.string('words', true));
  if (words.length === 0) throw new UserError(text(($) => $.autoread.filterNothing));
  return words;
}

/** Sets the name that somebody is called aloud under a name of a proxy; without one, it tells how to set it. */
async function calledAs(
  asker: Asker,
  serverPeople: Services['serverPeople'],
  proxyName: string,
  changes: Changes,
): Promise<string> {
  if (!names(changes)) throw new UserError(text(($) => $.autoread.calledWithoutName, { none }));
  await serverPeople.meAs(asker, proxyName, changes);
  const proxy = escaped(proxyName.trim());
  const name = nameIn(changes);
  return name === undefined
    ? asker.t(($) => $.autoread.me.calledAsOtherwise, { proxy })
    : asker.t(($) => $.autoread.me.calledAs, { proxy, name });
}

function names(changes: Changes): boolean {
  return Object.hasOwn(changes, 'spokenName');
}

/** The name that was chosen, as it is shown; undefined for that on Discord. */
function nameIn({ spokenName }: Changes): string | undefined {
  return typeof spokenName === 'string' ? escaped(spokenName) : undefined;
}
