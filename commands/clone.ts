import { askerOf } from '#discord/asker.ts';
import { line } from '#discord/view.ts';
import { UserError } from '#errors.ts';
import { reportForm } from '#features/oversight/report-form.ts';
import type { Command } from '#features/services.ts';
import { profileKey } from '#voices/profile-key.ts';
import { speakerOf } from '#voices/speaker.ts';

import { cloneCommand } from './clone/data.ts';

export default {
  data: cloneCommand,
  private: true,

  async execute(interaction, { clones: { cloning, own, oversight } }, reply) {
    const { options } = interaction;
    const asker = askerOf(interaction);
    const voice = (): string => options.getString('voice', true);
    switch (options.getSubcommand()) {
      case 'make': {
        const file = options.getAttachment('clip', true);
        const transcript = options.getString('transcript') ?? undefined;
        const name = options.getString('name', true);
        return cloning.make(asker, { file, name, transcript }, reply);
      }
      case 'list':
        return reply.finish(await own.list(asker));
      case 'share':
        return reply.finish(await own.share(asker, voice()));
      case 'ask':
        return reply.finish(await own.ask(asker, voice()));
      case 'unshare':
        return reply.finish(
          await own.unshare(asker, voice(), options.getBoolean('everywhere') ?? false),
        );
      case 'rename':
        return reply.finish(await own.rename(asker, voice(), options.getString('name', true)));
      case 'delete':
        return reply.finish(await own.confirmDelete(asker, voice()));
      case 'report':
        return reply.finish(
          await oversight.report(asker, voice(), options.getString('reason', true)),
        );
      case 'requests':
        return reply.finish(await oversight.pending(asker));
      default:
        throw new UserError('I no longer have that command. Restart Discord to see mine.');
    }
  },

  complete(interaction, { voices }) {
    const { options } = interaction;
    const speaker = speakerOf(askerOf(interaction));
    return options.getSubcommand() === 'report'
      ? voices.shared(options.getFocused(), speaker)
      : voices.own(options.getFocused(), speaker);
  },

  buttons: {
    trim: {
      answers: 'same',
      private: true,
      press: (asker, draftId, { clones: { cloning } }, reply) =>
        cloning.trim(asker, draftId, reply),
    },
    own: {
      answers: 'same',
      private: true,
      press: (asker, draftId, { clones: { cloning } }, reply) =>
        cloning.consent(asker, draftId, 'own', reply),
    },
    permitted: {
      answers: 'same',
      private: true,
      press: (asker, draftId, { clones: { cloning } }, reply) =>
        cloning.consent(asker, draftId, 'permitted', reply),
    },
    words: {
      answers: 'same',
      private: true,
      async press(asker, draftId, { clones: { cloning } }, reply) {
        cloning.openWords(asker, draftId, reply);
      },
    },
    keep: {
      answers: 'same',
      private: true,
      press: (asker, draftId, { clones: { cloning } }, reply) =>
        cloning.keep(asker, draftId, reply),
    },
    discard: {
      answers: 'same',
      private: true,
      press: (asker, draftId, { clones: { cloning } }, reply) =>
        cloning.discard(asker, draftId, reply),
    },
    use: {
      answers: 'new',
      private: true,
      async press(asker, voiceId, { voicePanels: { preferences } }, reply) {
        const { notes } = await preferences.set(asker, { voice: profileKey(voiceId) }, false);
        const sentence = 'You speak with that voice now. `/voice reset` takes it back.';
        await reply.finish(line([sentence, ...notes].join(' ')));
      },
    },
    manage: {
      answers: 'same',
      private: true,
      async press(asker, voiceId, { clones: { own } }, reply) {
        await reply.finish(await own.manage(asker, profileKey(voiceId)));
      },
    },
    share: {
      answers: 'same',
      private: true,
      async press(asker, voiceId, { clones: { own } }, reply) {
        await reply.finish(await own.share(asker, profileKey(voiceId)));
      },
    },
    unshare: {
      answers: 'same',
      private: true,
      async press(asker, voiceId, { clones: { own } }, reply) {
        await reply.finish(await own.unshare(asker, profileKey(voiceId), false));
      },
    },
    remove: {
      answers: 'same',
      private: true,
      async press(asker, voiceId, { clones: { own } }, reply) {
        await reply.finish(await own.confirmDelete(asker, profileKey(voiceId)));
      },
    },
    delete: {
      answers: 'same',
      private: true,
      async press(asker, voiceId, { clones: { own } }, reply) {
        await reply.finish(await own.delete(asker, voiceId));
      },
    },
    approve: {
      answers: 'same',
      private: true,
      async press(asker, subject, { clones: { oversight } }, reply) {
        await reply.finish(await oversight.decide(asker, subject, 'approved'));
      },
    },
    refuse: {
      answers: 'same',
      private: true,
      async press(asker, subject, { clones: { oversight } }, reply) {
        await reply.finish(await oversight.decide(asker, subject, 'refused'));
      },
    },
    settle: {
      answers: 'same',
      private: true,
      async press(asker, subject, { clones: { oversight } }, reply) {
        await reply.finish(await oversight.settle(asker, subject));
      },
    },
    ban: {
      answers: 'same',
      private: true,
      async press(asker, subject, { clones: { oversight } }, reply) {
        await reply.finish(await oversight.ban(asker, subject, true));
      },
    },
    unban: {
      answers: 'same',
      private: true,
      async press(asker, subject, { clones: { oversight } }, reply) {
        await reply.finish(await oversight.ban(asker, subject, false));
      },
    },
    report: {
      answers: 'new',
      private: true,
      async press(_, voiceId, __, reply) {
        reply.open(reportForm(voiceId));
      },
    },
    spare: {
      answers: 'same',
      private: true,
      async press(_, __, ___, reply) {
        await reply.finish(line('Nothing was deleted.'));
      },
    },
  },

  selects: {
    decided: {
      answers: 'same',
      async choose(asker, _, [voiceId = ''], { clones: { oversight } }, reply) {
        await reply.finish(await oversight.reconsider(asker, voiceId));
      },
    },
  },

  forms: {
    report: {
      answers: 'new',
      private: true,
      async submit(asker, voiceId, field, { clones: { oversight } }, reply) {
        await reply.finish(await oversight.report(asker, profileKey(voiceId), field('reason')));
      },
    },
    words: {
      answers: 'same',
      private: true,
      submit: (asker, draftId, field, { clones: { cloning } }, reply) =>
        cloning.correct(asker, draftId, field('words'), reply),
    },
  },
} satisfies Command;
