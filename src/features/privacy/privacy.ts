import { readFile } from 'node:fs/promises';

import type { Asker } from '#discord/asker.ts';
import type { Reply } from '#discord/reply.ts';
import { line } from '#discord/view.ts';
import type { View } from '#discord/view.ts';
import { UserError } from '#errors.ts';
import type { Intake } from '#features/files/intake.ts';
import type { Withdrawal } from '#features/oversight/withdrawal.ts';
import type { Speaking } from '#features/say/speaking.ts';
import type { Store } from '#store/store.ts';

import { exportOf } from './export-files.ts';
import { confirmView, fileView, heldView, textView } from './privacy-view.ts';

export interface PrivacyParts extends Pick<Store, 'people' | 'clips' | 'personalData'> {
  /** Exports have their turn among the files that people give. */
  readonly intake: Pick<Intake, 'inTurn'>;
  readonly withdrawal: Pick<Withdrawal, 'forgetPerson'>;
  readonly speaking: Pick<Speaking, 'silence'>;
  /** Where the privacy text is. */
  readonly textFile: URL;
}

/** Everything that people can do about what is held about them: always their own, no matter whose button it was. */
export interface Privacy {
  show(asker: Asker): Promise<View>;
  /** Posts everything as files. Rejects with a `UserError` where no files may be posted. */
  export(asker: Asker, reply: Reply): Promise<void>;
  /** Asks whether to delete everything. */
  confirm(asker: Asker): Promise<View>;
  /** `subject`: `all:ID` or `refusal:ID`, as the buttons of `confirm` have it. */
  delete(asker: Asker, subject: string): Promise<View>;
  refuse(asker: Asker, refuses: boolean): Promise<View>;
  text(): Promise<View>;
}

export function privacy(parts: PrivacyParts): Privacy {
  const { people, personalData, withdrawal, speaking, textFile } = parts;
  return {
    show: async (asker) => heldView(await personalData.about(asker.id), Date.now()),
    export: (asker, reply) => exportAll(asker, reply, parts),

    async confirm(asker) {
      const { optedOut } = await people.get(asker.id);
      return confirmView(asker.id, optedOut);
    },

    async delete(asker, subject) {
      const [what, personId] = subject.split(':');
      if (personId !== asker.id)
        throw new UserError('That is for somebody else. Use `/privacy delete` yourself.');
      const keepOptOut = what === 'refusal';
      const { mutedIn, voicesBannedIn } = await withdrawal.forgetPerson(asker.id, { keepOptOut });
      const sentences = [
        'Everything I held about you is deleted.',
        ...(keepOptOut ? ['I remember only that you refuse to be read.'] : []),
        ...(mutedIn.length > 0
          ? [
              `That ${mutedIn.length} server${mutedIn.length > 1 ? 's' : ''} muted you stays theirs.`,
            ]
          : []),
        ...(voicesBannedIn.length > 0
          ? [
              `That ${voicesBannedIn.length} server${voicesBannedIn.length > 1 ? 's' : ''} let none of your voices speak stays theirs.`,
            ]
          : []),
      ];
      return line(sentences.join(' '));
    },

    async refuse(asker, refuses) {
      await people.change(asker.id, { actorId: asker.id }, (person) => ({
        ...person,
        optedOut: refuses,
      }));
      if (refuses) speaking.silence(({ authorId }) => authorId === asker.id);
      return line(
        refuses
          ? 'None of your messages is read aloud any more, in any server. `/say` still speaks for you when you ask it to.'
          : 'Your messages may be read again where a server has switched that on.',
      );
    },

    text: async () => textView(await readFile(textFile)),
  };
}

async function exportAll(
  asker: Asker,
  reply: Reply,
  { personalData, clips, intake }: PrivacyParts,
): Promise<void> {
  if (asker.missingForFiles !== undefined)
    throw new UserError(
      `I'm not allowed to post files here (**${asker.missingForFiles}**). Ask me in a direct message.`,
    );
  const tell = (sentence: string): void => reply.show(line(sentence));
  await intake.inTurn(asker.id, tell, async () => {
    const held = await personalData.about(asker.id);
    const read = (hash: string) => clips.read(hash);
    const { fileCount, files } = await exportOf(held, read, asker.uploadLimitBytes);
    let isFirst = true;
    for await (const file of files) {
      if (isFirst) {
        const many = fileCount === 1 ? '' : `, in ${fileCount} files`;
        await reply.finish(fileView(`Everything I hold about you${many}:`, file));
      } else await reply.followUp({ attachments: [{ id: 0, filename: file.name }] }, [file]);
      isFirst = false;
    }
  });
}
