import type { Asker } from '#discord/asker.ts';
import { everyone, soon } from '#discord/command.ts';
import { maxChoices } from '#discord/limits.ts';
import { usableAnywhere } from '#discord/usable.ts';
import type { Command, Services } from '#features/services.ts';
import { settings } from '#features/settings/settings.ts';

import { somebody } from './option-data.ts';
import { chosenSettings, settingOptions } from './setting-options.ts';

/** The refusal to be read has a way of its own: what is being said of them falls silent. */
const refusal = 'person.optedOut';

export default {
  data: {
    name: 'me',
    ...usableAnywhere,
    options: [somebody(), ...settingOptions('me', settings.person)],
  },
  may: everyone,
  answers: 'privately',
  when: 'soon',
  async run({ asker, options, services: { ownPanel, helping } }) {
    const acting = await helping.acting(asker, options.user('person')?.id);
    const changes = chosenSettings('me', settings.person, options, asker.t);
    for (const [key, value] of Object.entries(changes))
      await ownPanel.put(acting, `person.${key}`, value);
    return ownPanel.show(acting);
  },

  complete: ({ asker, typed, services }) =>
    services.ownPanel.translationsLike(typed.value, asker, maxChoices),

  buttons: {
    page: soon.inPlace(everyone, ({ asker, subject, services }) =>
      services.ownPanel.show(asker, subject === 'member' ? 'member' : 'person'),
    ),
    on: soon.inPlace(everyone, ({ asker, subject, services }) =>
      switched(asker, subject, true, services),
    ),
    off: soon.inPlace(everyone, ({ asker, subject, services }) =>
      switched(asker, subject, false, services),
    ),
    change: soon.inPlace(everyone, async ({ asker, subject, services }) => {
      const { id, acting } = await meant(asker, subject, services);
      return services.ownPanel.form(acting, id);
    }),
  },

  forms: {
    set: soon.inPlace(everyone, async ({ asker, subject, field, services }) => {
      const { id, acting } = await meant(asker, subject, services);
      await services.ownPanel.fillIn(acting, id, field);
      return services.ownPanel.at(acting, id);
    }),
  },
} satisfies Command;

async function switched(asker: Asker, subject: string, isOn: boolean, services: Services) {
  const { id, acting } = await meant(asker, subject, services);
  if (id === refusal && acting.helperId === undefined) await services.privacy.refuse(acting, isOn);
  else await services.ownPanel.put(acting, id, isOn);
  return services.ownPanel.at(acting, id);
}

/** The setting, and the person as they act: for themselves, or as helper of whoever is named behind it. */
async function meant(asker: Asker, subject: string, { helping }: Services) {
  const [id = '', personId] = subject.split('@');
  return { id, acting: await helping.acting(asker, personId) };
}
