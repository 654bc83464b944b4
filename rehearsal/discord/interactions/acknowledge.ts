/** The first answer to an interaction: its kinds, and what each brings about. */
import { MessageFlags as F } from 'discord-api-types/v10';
import { z } from 'zod';

import { checkTogether } from '../forms/component-tree.ts';
import { checkMessage, type MessageBody } from '../forms/message-form.ts';
import { ModalForm } from '../forms/modal-form.ts';
import type { Messages } from '../messages.ts';
import type { Component, Message } from '../model.ts';
import { readChoices, readModal } from '../reading.ts';
import { checkForm } from '../rest/form.ts';
import type { RestRequest } from '../rest/router.ts';
import { checkMaySpeak } from './follow-up.ts';
import { AnswerKind, type InteractionState } from './interaction.ts';
import { originOf } from './origin.ts';

const AnswerForm = z.strictObject({ type: z.enum(AnswerKind), data: z.unknown().optional() });

const ChoicesForm = z.strictObject({
  choices: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(100),
        name_localizations: z.record(z.string(), z.string().nullable()).nullish(),
        value: z.union([z.string().max(100), z.number()]),
      }),
    )
    .max(25),
});

/** Checks everything before anything happens; then the interaction is acknowledged. The message that came of it, if any. */
export function acknowledge(
  interaction: InteractionState,
  request: RestRequest,
  messages: Messages,
): { kind: AnswerKind; message: Message | undefined } {
  const { type: kind, data } = checkForm(AnswerForm, request.json);
  interaction.checkAcknowledge(kind);
  const message = effect(interaction, kind, { data, request, messages });
  interaction.acknowledge(kind);
  return { kind, message };
}

interface Given {
  readonly data: unknown;
  readonly request: RestRequest;
  readonly messages: Messages;
}

function effect(
  interaction: InteractionState,
  kind: AnswerKind,
  given: Given,
): Message | undefined {
  const { commandName, locale } = interaction.start;
  switch (kind) {
    case AnswerKind.message:
      return reply(interaction, checkMessage(given.data, 'reply'), given, false);
    case AnswerKind.deferredMessage: {
      // A deferred reply keeps only the ephemeral flag.
      const { flags } = checkMessage(given.data, 'reply');
      const body = { ...checkMessage({}, 'reply'), flags: flags & F.Ephemeral };
      return reply(
        interaction,
        body,
        { ...given, request: { ...given.request, files: new Map() } },
        true,
      );
    }
    case AnswerKind.deferredUpdate: {
      const { message } = interaction.start;
      if (message !== undefined) interaction.original = message;
      return message;
    }
    case AnswerKind.update:
      return update(interaction, given);
    case AnswerKind.choices:
      interaction.choices = readChoices(
        checkForm(ChoicesForm, given.data).choices,
        given.messages.read,
        { where: `what is suggested for /${commandName}`, locales: [locale] },
      );
      return undefined;
    case AnswerKind.modal: {
      const { custom_id: customId, title, components } = checkForm(ModalForm, given.data);
      const modal = { customId, title, components: checkTogether(components as Component[], []) };
      interaction.modal = readModal(modal, given.messages.read, {
        where: 'a form',
        locales: [locale],
      });
      return undefined;
    }
  }
}

function reply(
  interaction: InteractionState,
  body: MessageBody,
  given: Given,
  loading: boolean,
): Message {
  const { start } = interaction;
  checkMaySpeak(interaction, body, given.messages);
  const ephemeral = start.alwaysEphemeral || (body.flags & F.Ephemeral) !== 0;
  const message = given.messages.post({
    channel: start.channel,
    author: given.messages.bot,
    body,
    files: given.request.files,
    maxFileBytes: start.attachmentSizeLimit,
    ephemeralFor: ephemeral ? start.user.id : undefined,
    origin: originOf(start),
    answers: start.message,
    loading,
  });
  interaction.setOriginal(message);
  return message;
}

function update(
  interaction: InteractionState,
  { data, request, messages }: Given,
): Message | undefined {
  const { message: shown, attachmentSizeLimit, locale } = interaction.start;
  if (shown === undefined) return undefined;
  const current = messages.current(shown);
  const body = checkMessage(data, 'edit', current.flags);
  const revised = messages.revise(current, {
    body,
    files: request.files,
    maxFileBytes: attachmentSizeLimit,
    locale,
  });
  interaction.setOriginal(revised);
  return revised;
}
