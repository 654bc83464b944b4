import { readFile } from 'node:fs/promises';

import type { Asker } from '#discord/asker.ts';
import { panel } from '#discord/panel.ts';
import type { Reply } from '#discord/reply.ts';
import { line } from '#discord/view.ts';
import type { View } from '#discord/view.ts';
import { UserError } from '#errors.ts';
import type { Intake } from '#features/files/intake.ts';
import type { Withdrawal } from '#features/oversight/withdrawal.ts';
import type { Speaking } from '#features/say/speaking.ts';
import type { Text } from '#i18n/text.ts';
import type { Store } from '#store/store.ts';

import { exportOf } from './export-files.ts';
import { confirmView, heldView, textView } from './privacy-view.ts';

export interface PrivacyParts extends Pick<Store, 'people' | 'clips' | 'personalData'> {
  /** Exports have their turn among the files that people give. */
  readonly intake: Pick<Intake, 'inTurn'>;
  readonly withdrawal: Pick<Withdrawal, 'forgetPerson'>;
  readonly speaking: Pick<Speaking, 'silence'>;
  /** Where the privacy text is. */
  readonly textFile: URL;
}

/** Everything that people can do about what is held about them: always their own, no matter whose button it was. */
export class Privacy {
  readonly #parts: PrivacyParts;

  constructor(parts: PrivacyParts) {
    this.#parts = parts;
  }

  async show(asker: Asker): Promise<View> {
    return heldView(await this.#parts.personalData.about(asker.id), Date.now());
  }

  /** Posts everything as files. Rejects with a `UserError` where no files may be posted. */
  async export(asker: Asker, reply: Reply): Promise<void> {
    const { personalData, clips, intake } = this.#parts;
    if (asker.missingForFiles !== undefined)
      throw new UserError(
        `I'm not allowed to post files here (**${asker.missingForFiles}**). Ask me in a direct message.`,
      );
    const tell = (sentence: Text): void => reply.show(line(asker.t(sentence)));
    await intake.inTurn(asker.id, tell, async () => {
      const held = await personalData.about(asker.id);
      const read = (hash: string) => clips.read(hash);
      const { fileCount, files } = await exportOf(held, read, asker.uploadLimitBytes);
      let isFirst = true;
      for await (const file of files) {
        if (isFirst) {
          const many = fileCount === 1 ? '' : `, in ${fileCount} files`;
          await reply.finish(panel(`Everything I hold about you${many}:`, [], file));
        } else await reply.followUp({ attachments: [{ id: 0, filename: file.name }] }, [file]);
        isFirst = false;
      }
    });
  }

  /** Asks whether to delete everything. */
  async confirm(asker: Asker): Promise<View> {
    const { optedOut } = await this.#parts.people.get(asker.id);
    return confirmView(asker.id, optedOut);
  }

  /** `subject`: `all:ID` or `refusal:ID`, as the buttons of `confirm` have it. */
  async delete(asker: Asker, subject: string): Promise<View> {
    const [what, personId] = subject.split(':');
    if (personId !== asker.id)
      throw new UserError('That is for somebody else. Use `/privacy delete` yourself.');
    const keepOptOut = what === 'refusal';
    const forgotten = await this.#parts.withdrawal.forgetPerson(asker.id, { keepOptOut });
    const { mutedIn, voicesBannedIn } = forgotten;
    const sentences = [
      'Everything I held about you is deleted.',
      ...(keepOptOut ? ['I remember only that you refuse to be read.'] : []),
      ...(mutedIn.length > 0 ? [`That ${counted(mutedIn)} muted you stays theirs.`] : []),
      ...(voicesBannedIn.length > 0
        ? [`That ${counted(voicesBannedIn)} let none of your voices speak stays theirs.`]
        : []),
    ];
    return line(sentences.join(' '));
  }

  async refuse(asker: Asker, refuses: boolean): Promise<View> {
    const { people, speaking } = this.#parts;
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
  }

  async text(): Promise<View> {
    return textView(await readFile(this.#parts.textFile));
  }
}

function counted({ length }: readonly string[]): string {
  return `${length} server${length > 1 ? 's' : ''}`;
}
