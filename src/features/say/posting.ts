import { MessageFlags } from 'discord-api-types/v10';

import type { VoiceMessage } from '#audio/voice-message.ts';
import { rightForFiles } from '#discord/asker.ts';
import type { Asker } from '#discord/asker.ts';
import type { Reply } from '#discord/reply.ts';
import type { OutgoingFile } from '#discord/view.ts';
import { isRefusalOfVoice } from '#discord/voice-message-places.ts';
import { UserError } from '#errors.ts';
import { text } from '#i18n/text.ts';
import type { Text } from '#i18n/text.ts';
import type { ScriptRequest } from '#speech/script.ts';
import type { SpeechContext, SpeechRequest } from '#speech/speech.ts';

import type { SpeakAs } from './place.ts';
import { sayingView } from './saying-view.ts';
import { notingMade, payerOf } from './saying.ts';
import type { Saying } from './saying.ts';

/** Speech as an engine sent it. */
interface RenderedFile {
  readonly bytes: Uint8Array;
  /** mp3, wav, flac or ogg. */
  readonly format: string;
}

/** Speech made to be posted. Rejects with a `SpeechError`, or with the signal's reason. */
export interface RenderedFiles {
  /** From the same frames that a call would hear. */
  voice(request: ScriptRequest, context: SpeechContext): Promise<VoiceMessage>;
  /** The engine's own bytes, in the request's format; as Ogg Opus where those are more than the limit, for nothing is paid twice. */
  original(
    request: SpeechRequest,
    sizeLimitBytes: number,
    context: SpeechContext,
  ): Promise<RenderedFile & { readonly isConverted: boolean }>;
}

export interface Posting {
  readonly saying: Saying;
  /** `any`: whatever plays best there; the others were asked for, so it is said when something else is posted. */
  readonly as: Exclude<SpeakAs, 'speak'> | 'any';
  readonly asker: Asker;
  readonly reply: Reply;
  /** Why it is posted instead of spoken. */
  readonly because: Text | undefined;
  readonly signal: AbortSignal;
}

/** Makes the speech and posts it in answer. Rejects as {@link RenderedFiles} does, or with a `UserError`. */
export async function post(posting: Posting, renderedFiles: RenderedFiles): Promise<void> {
  const { saying, as, asker, reply, because, signal } = posting;
  const notes: Text[] = because === undefined ? [] : [because];
  const context: SpeechContext = {
    signal,
    payer: payerOf(saying),
    isToBePosted: true,
    ...notingMade(saying),
    onProgress: (progress) => reply.show(() => sayingView(saying, { kind: 'rendering', progress })),
  };
  reply.show(sayingView(saying, { kind: 'rendering' }));
  const wantsVoice = as === 'voice message' || (as === 'any' && !saying.isForFile);
  if (wantsVoice && asker.mayGetVoiceMessages) {
    const rendered = await renderedFiles.voice(saying.request, context);
    assertFits(rendered, asker);
    if (await postVoiceMessage(rendered, reply)) {
      const asVoice = text(($) => $.say.notes.voiceMessage);
      await reply.finish(sayingView(saying, { kind: 'posted', notes: [asVoice, ...notes] }));
      return;
    }
  }
  if (as === 'voice message') notes.push(text(($) => $.say.notes.noVoiceMessage));
  const right = rightForFiles(asker);
  if (right !== undefined) throw new UserError(text(($) => $.say.mayNotPost, { right }));
  const rendered = await fileFor(posting, renderedFiles, context);
  assertFits(rendered, asker);
  if (rendered.note !== undefined) notes.push(rendered.note);
  await reply.finish(sayingView(saying, { kind: 'posted', notes }, fileOf(rendered)));
}

/** In the format that was asked for; in Ogg Opus when that is too large, or when none was. `note` says so. */
async function fileFor(
  { saying, asker }: Posting,
  renderedFiles: RenderedFiles,
  context: SpeechContext,
): Promise<RenderedFile & { readonly note?: Text | undefined }> {
  const { format, passages } = saying.request;
  if (format !== undefined && !passages) {
    const original = await renderedFiles.original(saying.request, asker.uploadLimitBytes, context);
    const note = text(($) => $.say.notes.oggForSize, { format });
    return { ...original, note: original.isConverted ? note : undefined };
  }
  const { bytes } = await renderedFiles.voice(saying.request, context);
  // No engine makes one file of what several voices and sounds are heard in.
  const note = format === undefined ? undefined : text(($) => $.say.notes.oggForParts);
  return { bytes, format: 'ogg', note };
}

/** Whether Discord took it; some places allow files but no voice messages, and not all say so before the first. */
export async function postVoiceMessage(rendered: VoiceMessage, reply: Reply): Promise<boolean> {
  const { voiceMessages } = reply;
  if (voiceMessages.isRefusing) return false;
  const file = { name: 'voice-message.ogg', data: rendered.bytes, contentType: 'audio/ogg' };
  try {
    await reply.followUp(
      {
        flags: MessageFlags.IsVoiceMessage,
        attachments: [
          {
            id: 0,
            filename: file.name,
            duration_secs: rendered.durationSecs,
            waveform: rendered.waveform,
          },
        ],
      },
      [file],
    );
    return true;
  } catch (error) {
    if (!isRefusalOfVoice(error)) throw error;
    voiceMessages.isRefusing = true;
    return false;
  }
}

function assertFits({ bytes }: Pick<RenderedFile, 'bytes'>, { uploadLimitBytes }: Asker): void {
  if (bytes.byteLength <= uploadLimitBytes) return;
  const [size, most] = [bytes.byteLength / mebibyte, uploadLimitBytes / mebibyte];
  throw new UserError(text(($) => $.say.tooLarge, { size, most }));
}

const mebibyte = 2 ** 20;

const contentTypes: Readonly<Record<string, string>> = {
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
  flac: 'audio/flac',
  ogg: 'audio/ogg',
  opus: 'audio/ogg',
};

function fileOf({ bytes, format }: RenderedFile): OutgoingFile {
  return {
    name: `speech.${/^[a-z0-9]{1,5}$/.test(format) ? format : 'bin'}`,
    data: bytes,
    contentType: contentTypes[format] ?? 'application/octet-stream',
  };
}
