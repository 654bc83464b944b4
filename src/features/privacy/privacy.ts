import { readFile } from 'node:fs/promises';

import { rightForFiles } from '#discord/asker.ts';
import type { Asker } from '#discord/asker.ts';
import { panel } from '#discord/panel.ts';
import type { Reply } from '#discord/reply.ts';
import { tellOf } from '#discord/turn-taking.ts';
import { line } from '#discord/view.ts';
import type { View } from '#discord/view.ts';
import { UserError } from '#errors.ts';
import type { Intake } from '#features/files/intake.ts';
import type { Withdrawal } from '#features/oversight/withdrawal.ts';
import type { Speaking } from '#features/say/speaking.ts';
import { inARow, text } from '#i18n/text.ts';
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
    return heldView(await this.#parts.personalData.about(asker.id), Date.now(), asker.t);
  }

  /** Posts everything as files. Rejects with a `UserError` where no files may be posted. */
  async export(asker: Asker, reply: Reply): Promise<void> {
    const { personalData, clips, intake } = this.#parts;
    const right = rightForFiles(asker);
    if (right !== undefined) throw new UserError(text(($) => $.privacy.noFilesHere, { right }));
    const tell = tellOf(asker, reply);
    await intake.inTurn(asker.id, tell, async () => {
      const held = await personalData.about(asker.id);
      const read = (hash: string) => clips.read(hash);
      const { fileCount, files } = await exportOf(held, read, asker.uploadLimitBytes);
      let isFirst = true;
      for await (const file of files) {
        if (isFirst) {
          const exported =
            fileCount === 1
              ? asker.t(($) => $.privacy.exported)
              : asker.t(($) => $.privacy.exportedInFiles, { count: fileCount });
          await reply.finish(panel(exported, [], file));
        } else await reply.followUp({ attachments: [{ id: 0, filename: file.name }] }, [file]);
        isFirst = false;
      }
    });
  }

  /** Asks whether to delete everything. */
  async confirm(asker: Asker): Promise<View> {
    const { optedOut } = await this.#parts.people.get(asker.id);
    return confirmView(asker.id, optedOut, asker.t);
  }

  /** `subject`: `all:ID` or `refusal:ID`, as the buttons of `confirm` have it. */
  async delete(asker: Asker, subject: string): Promise<View> {
    const [what, userId] = subject.split(':');
    if (userId !== asker.id) throw new UserError(text(($) => $.privacy.notYours));
    const keepOptOut = what === 'refusal';
    const forgotten = await this.#parts.withdrawal.forgetPerson(asker.id, { keepOptOut });
    const { mutedIn, voicesBannedIn, isBanned } = forgotten;
    const told = inARow(
      text(($) => $.privacy.deleted),
      ...(keepOptOut ? [text(($) => $.privacy.refusalStays)] : []),
      ...(mutedIn.length > 0 ? [text(($) => $.privacy.mutesStay, { count: mutedIn.length })] : []),
      ...(voicesBannedIn.length > 0
        ? [text(($) => $.privacy.voiceBansStay, { count: voicesBannedIn.length })]
        : []),
      ...(isBanned ? [text(($) => $.privacy.banStays)] : []),
    );
    return line(asker.t(told));
  }

  async refuse(asker: Asker, refuses: boolean): Promise<View> {
    const { people, speaking } = this.#parts;
    await people.change(asker.id, { actorId: asker.id }, (person) => ({
      ...person,
      optedOut: refuses,
    }));
    if (refuses)
      speaking.silence(({ authorId, wordsOf }) => [authorId, wordsOf].includes(asker.id));
    return line(refuses ? asker.t(($) => $.privacy.refused) : asker.t(($) => $.privacy.readAgain));
  }

  async text({ t }: Asker): Promise<View> {
    return textView(await readFile(this.#parts.textFile), t);
  }
}
