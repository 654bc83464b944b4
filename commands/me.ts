import type { Asker } from '#discord/asker.ts';
import { everyone, soon } from '#discord/command.ts';
import { usableAnywhere } from '#discord/usable.ts';
import type { Command, Services } from '#features/services.ts';

/** The refusal to be read has a way of its own: what is being said of them falls silent. */
const refusal = 'person.optedOut';

export default {
  data: { name: 'me', ...usableAnywhere },

  ...soon.privately(everyone, ({ asker, services }: Used) => services.ownPanel.show(asker)),

  buttons: {
    on: soon.inPlace(everyone, ({ asker, subject, services }) =>
      switched(asker, subject, true, services),
    ),
    off: soon.inPlace(everyone, ({ asker, subject, services }) =>
      switched(asker, subject, false, services),
    ),
    change: soon.inPlace(everyone, ({ asker, subject, services }) =>
      services.ownPanel.form(asker, subject),
    ),
  },

  forms: {
    set: soon.inPlace(everyone, async ({ asker, subject, field, services }) => {
      await services.ownPanel.fillIn(asker, subject, field);
      return services.ownPanel.show(asker);
    }),
  },
} satisfies Command;

interface Used {
  readonly asker: Asker;
  readonly services: Services;
}

async function switched(asker: Asker, id: string, isOn: boolean, services: Services) {
  if (id === refusal) await services.privacy.refuse(asker, isOn);
  else await services.ownPanel.put(asker, id, isOn);
  return services.ownPanel.show(asker);
}
