import type { Asker } from '#discord/asker.ts';
import { button, buttonRow, framed, panelOf, textPart } from '#discord/panel.ts';
import type { View } from '#discord/view.ts';
import { someOf } from '#features/settings/told-values.ts';
import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';

import { listPages } from './list-pages.ts';
import type { NameOf } from './one-view.ts';

const maxNamed = 10;

/** The things that moderators look after in a server, and nothing of what anybody wrote. */
export interface Moderated {
  readonly mutedIds: readonly string[];
  readonly ignoredRoleIds: readonly string[];
  /** How many words are filtered, and what becomes of them. */
  readonly filter: { readonly words: number; readonly what: 'mask' | 'drop' };
  /** For those who decide about voices; absent for all others. */
  readonly voices?:
    | {
        readonly bannedIds: readonly string[];
        readonly forbidden: number;
        readonly reports: number;
        readonly waiting: number;
      }
    | undefined;
}

/** All of them, each with what it does, and with what takes it back where that is one press. */
export function moderationView(moderated: Moderated, nameOf: NameOf, { t }: Asker, page = 0): View {
  const { mutedIds, voices } = moderated;
  const muted = {
    ids: mutedIds,
    page,
    menuId: (at: number) => `moderation:unmute:${at}`,
    pageId: (at: number) => `moderation:page:${at}`,
    placeholder: t(($) => $.moderation.unmute),
    nameOf,
  };
  const content = [
    t(($) => $.moderation.heading),
    ...linesOf(moderated).map((each) => t(each)),
  ].join('\n');
  return panelOf([
    framed([
      textPart(content),
      ...listPages(muted, t),
      ...buttonRow([
        button('moderation:filter', ($) => $.moderation.showFilter, t),
        ...(voices ? [button('moderation:requests', ($) => $.moderation.requests, t)] : []),
      ]),
    ]),
  ]);
}

function linesOf({ mutedIds, ignoredRoleIds, filter, voices }: Moderated): readonly Text[] {
  const what =
    filter.what === 'mask'
      ? text(($) => $.settings.toldValues.masked)
      : text(($) => $.settings.toldValues.silenced);
  return [
    text(($) => $.moderation.muted, { people: named(mutedIds, (id) => `<@${id}>`) }),
    text(($) => $.moderation.ignored, { roles: named(ignoredRoleIds, (id) => `<@&${id}>`) }),
    text(($) => $.moderation.filtered, { count: filter.words, what }),
    ...(voices
      ? [
          text(($) => $.moderation.banned, { people: named(voices.bannedIds, (id) => `<@${id}>`) }),
          text(($) => $.moderation.forbidden, { count: voices.forbidden }),
          text(($) => $.moderation.reports, { count: voices.reports }),
          text(($) => $.moderation.waiting, { count: voices.waiting }),
        ]
      : []),
  ];
}

function named(ids: readonly string[], mention: (id: string) => string): Text {
  const mentions = ids.map((id) => mention(id));
  return someOf(mentions, maxNamed) ?? text(($) => $.autoread.log.noValue);
}
