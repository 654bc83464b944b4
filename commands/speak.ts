import { everyone, inPlace, now, privately, soon } from '#discord/command.ts';
import { usableAnywhere } from '#discord/usable.ts';
import type { Command } from '#features/services.ts';

export default {
  data: { name: 'speak', ...usableAnywhere, options: [] },
  may: everyone,
  // A box that only its owner sees is gone with the next start of their Discord: where nobody else reads, it stays.
  answers: (_, { isWithBot }) => (isWithBot ? 'openly' : 'privately'),
  when: 'now',
  run: ({ asker, services: { speakBox } }) => speakBox.open(asker),

  buttons: {
    new: now.inPlace(everyone, ({ asker, services: { speakBox } }) =>
      speakBox.pressForm(asker, 'say'),
    ),
    phrases: soon.privately(everyone, ({ asker, services: { speakBox } }) =>
      speakBox.phrases(asker),
    ),
    again: inPlace(everyone, ({ asker, services: { speakBox } }) =>
      speakBox.pressAgain(asker, false),
    ),
    louder: inPlace(everyone, ({ asker, services: { speakBox } }) =>
      speakBox.pressAgain(asker, true),
    ),
    alert: now.inPlace(everyone, ({ asker, services: { speakBox } }) =>
      speakBox.pressForm(asker, 'alert'),
    ),
    stop: now.privately(everyone, ({ asker, services: { speakBox } }) => speakBox.pressStop(asker)),
    'stop-all': now.inPlace(everyone, ({ asker, services: { speakBox } }) =>
      speakBox.pressStopAll(asker),
    ),
    correct: now.inPlace(everyone, ({ asker, services: { speakBox } }) =>
      speakBox.pressCorrect(asker),
    ),
    retry: now.inPlace(everyone, ({ asker, subject, services: { speakBox } }) =>
      speakBox.retry(asker, subject),
    ),
    held: now.privately(everyone, ({ asker, services: { speakBox } }) => speakBox.held(asker)),
    hold: now.inPlace(everyone, ({ asker, services: { speakBox } }) =>
      speakBox.pressForm(asker, 'hold'),
    ),
    'held-say': inPlace(everyone, ({ asker, subject, services: { speakBox }, reply }) =>
      speakBox.sayHeld(asker, subject, reply),
    ),
    drop: now.inPlace(everyone, ({ asker, services: { speakBox } }) => speakBox.drop(asker)),
  },

  forms: {
    say: inPlace(everyone, async ({ asker, subject, field, services: { speakBox }, reply }) => {
      const filled = { words: field('words'), heldId: subject };
      await speakBox.submit(asker, 'say', filled, reply);
    }),
    alert: inPlace(everyone, async ({ asker, subject, field, services: { speakBox }, reply }) => {
      const filled = { words: field('words'), heldId: subject };
      await speakBox.submit(asker, 'alert', filled, reply);
    }),
    // A form that a command opened has no panel that could change.
    correct: privately(
      everyone,
      ({ asker, subject: heldId, field, services: { speakBox }, reply }) =>
        speakBox.submitMended(asker, { words: field('words'), heldId }, reply),
    ),
    hold: now.inPlace(everyone, ({ asker, field, services: { speakBox } }) =>
      speakBox.hold(asker, field('words')),
    ),
  },
} satisfies Command;
