import { everyone, now, soon } from '#discord/command.ts';
import type { Right } from '#discord/command.ts';
import { maxChoices } from '#discord/limits.ts';
import type { Options } from '#discord/options.ts';
import { tellOf } from '#discord/turn-taking.ts';
import { usableInServers } from '#discord/usable.ts';
import { UserError } from '#errors.ts';
import { channelChangeCalled } from '#features/configuring/channel-panel.ts';
import { settingNamed, settingsLike } from '#features/configuring/find-setting.ts';
import { numberIn, pageOfMenu } from '#features/configuring/list-pages.ts';
import { isForChannels } from '#features/configuring/lists.ts';
import { sectionCalled, sectionOf } from '#features/configuring/sections.ts';
import { existing, gone } from '#features/configuring/settings-panels.ts';
import type { Asked, Command } from '#features/services.ts';
import { managers, managersOfChannels, rightOf } from '#features/settings/rights.ts';
import { text } from '#i18n/text.ts';

import { attached, completed } from './option-data.ts';

type Pressed = Pick<Asked, 'asker'> & { readonly subject: string };

type Used = Asked & { readonly options: Options };

/** A file changes all at once, also what those who manage channels may not. */
const mayUse: Right<Used> = ({ asker, options }) =>
  options.attachment('import') ? managers({ asker }) : managersOfChannels({ asker });

/** The right to change the setting that something on a panel is about. */
const mayChangeIt: Right<Pressed> = ({ asker, subject }) =>
  rightOf(existing(keyIn(subject)).who ?? 'managers')({ asker });

/** The right to change what stands in that section. */
const mayChangeThere: Right<Pressed> = ({ asker, subject }) =>
  sectionIn(subject) === 'voices' ? managers({ asker }) : managersOfChannels({ asker });

/** A channel's voice is for those who decide about voices. */
const mayChangeHere: Right<Pressed> = ({ asker, subject }) =>
  subject.endsWith(':usual') ? managers({ asker }) : managersOfChannels({ asker });

/** Voices that were set are for those who set them; all else of a server, everybody sees. */
const maySeeIt: Right<Pressed> = (pressed) =>
  sectionOf(keyIn(pressed.subject)) === 'voices' ? managers(pressed) : undefined;

export default {
  data: {
    name: 'settings',
    ...usableInServers,
    options: [completed('find'), attached('import')],
  },

  ...soon.privately<Used>(mayUse, async ({ asker, options, services, reply }) => {
    const file = options.attachment('import');
    if (file) return services.wholeSettings.import(asker, { file, tell: tellOf(asker, reply) });
    const sought = options.string('find');
    if (sought === undefined) return services.settingsPanels.overview(asker);
    const row = settingNamed(sought, asker);
    if (!row) throw new UserError(text(($) => $.settingsPanel.notFound));
    return services.settingsPanels.at(asker, row.key, true);
  }),

  complete: ({ asker, typed }) => settingsLike(typed.value, asker, maxChoices),

  buttons: {
    show: soon.inPlace(managersOfChannels, ({ asker, services }) =>
      services.settingsPanels.overview(asker),
    ),
    undo: soon.inPlace(managers, ({ asker, subject, services }) =>
      services.wholeSettings.undo(asker, subject),
    ),
    templates: now.inPlace(managers, ({ asker, services }) =>
      services.wholeSettings.templates(asker),
    ),
    use: soon.inPlace(managers, ({ asker, subject, services }) =>
      services.wholeSettings.useTemplate(asker, subject),
    ),
    apply: soon.inPlace(managers, ({ asker, subject, services }) =>
      services.wholeSettings.apply(asker, subject),
    ),
    export: soon.privately(managers, ({ asker, services }) => services.wholeSettings.export(asker)),
    on: soon.inPlace(mayChangeIt, async ({ asker, subject, services }) => {
      await services.settingChanges.put(asker, keyIn(subject), true);
      return services.settingsPanels.at(asker, keyIn(subject), isAlone(subject));
    }),
    off: soon.inPlace(mayChangeIt, async ({ asker, subject, services }) => {
      await services.settingChanges.put(asker, keyIn(subject), false);
      return services.settingsPanels.at(asker, keyIn(subject), isAlone(subject));
    }),
    usual: soon.inPlace(mayChangeIt, async ({ asker, subject, services }) => {
      await services.settingChanges.put(asker, keyIn(subject), undefined);
      return services.settingsPanels.at(asker, keyIn(subject), true);
    }),
    open: soon.inPlace(maySeeIt, ({ asker, subject, services }) =>
      services.settingsPanels.at(asker, keyIn(subject), true),
    ),
    turn: soon.inPlace(maySeeIt, ({ asker, subject, services }) => {
      const page = numberIn(subject.split(':')[1]);
      return services.settingsPanels.at(asker, keyIn(subject), true, page);
    }),
    change: soon.inPlace(mayChangeIt, ({ asker, subject, services }) =>
      services.settingsPanels.form(asker, keyIn(subject), `settings:set:${subject}`),
    ),
    here: soon.inPlace(mayChangeHere, ({ asker, subject, services }) => {
      const [channelId = '', what = ''] = subject.split(':');
      const change = channelChangeCalled(what);
      if (!change) throw gone();
      return services.channelPanel.change(asker, channelId, change);
    }),
    voiceOf: soon.inPlace(managers, ({ asker, subject, services }) =>
      services.channelPanel.form(asker, subject),
    ),
    several: soon.inPlace(mayChangeThere, ({ asker, subject, services }) =>
      services.settingsPanels.several(asker, subject),
    ),
  },

  selects: {
    channel: soon.inPlace(managersOfChannels, ({ asker, values: [channelId = ''], services }) =>
      services.channelPanel.show(asker, channelId),
    ),
    look: soon.inPlace(managers, ({ asker, values: [id = ''], services }) =>
      services.wholeSettings.look(asker, id),
    ),
    template: soon.inPlace(managers, ({ asker, values: [name = ''], services }) =>
      services.wholeSettings.template(asker, name),
    ),
    page: soon.inPlace<Pressed & { readonly values: readonly string[] } & Asked>(
      ({ asker, values: [name = ''] }) =>
        sectionCalled(name) === 'voices' ? managers({ asker }) : everyone({ asker }),
      ({ asker, values: [name = ''], services }) => services.settingsPanels.page(asker, name),
    ),
    add: soon.inPlace(mayChangeIt, async ({ asker, subject, values, services }) => {
      if (isForChannels(keyIn(subject)))
        return services.settingsPanels.formFor(asker, keyIn(subject), values[0] ?? '');
      await services.settingChanges.list(asker, keyIn(subject), values, true);
      return services.settingsPanels.at(asker, keyIn(subject), true);
    }),
    drop: soon.inPlace(mayChangeIt, async ({ asker, subject, values, services }) => {
      await services.settingChanges.list(asker, keyIn(subject), values, false);
      const page = pageOfMenu(subject.split(':')[1]);
      return services.settingsPanels.at(asker, keyIn(subject), true, page);
    }),
  },

  forms: {
    voiceOf: soon.inPlace(managers, ({ asker, subject, field, services }) =>
      services.channelPanel.fillIn(asker, subject, field),
    ),
    set: soon.inPlace(mayChangeIt, async ({ asker, subject, field, services }) => {
      const [key = '', where = ''] = subject.split(':');
      if (!isForChannels(key)) {
        await services.settingChanges.fillIn(asker, key, field);
        return services.settingsPanels.at(asker, key, isAlone(subject));
      }
      await services.settingChanges.fillInFor(asker, key, where, field);
      return services.settingsPanels.at(asker, key, true);
    }),
    several: soon.inPlace(mayChangeThere, async ({ asker, subject, picked, services }) => {
      const [section = '', bits = ''] = subject.split(':');
      await services.settingChanges.several(asker, section, bits, picked('value'));
      return services.settingsPanels.page(asker, section);
    }),
  },
} satisfies Command;

/** The key of the setting that something is about. */
function keyIn(subject: string): string {
  return subject.split(':')[0] ?? '';
}

function sectionIn(subject: string) {
  return sectionCalled(keyIn(subject));
}

/** Whether it was pressed where the setting is shown alone. */
function isAlone(subject: string): boolean {
  return subject.endsWith(':one');
}
