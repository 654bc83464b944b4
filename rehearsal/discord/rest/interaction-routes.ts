/** Answers to interactions: the secret is in the path, no Authorization header is needed. */
import type { Backend } from '../backend.ts';
import { acknowledge } from '../interactions/acknowledge.ts';
import { deleteReply, editReply, followUp } from '../interactions/follow-up.ts';
import { InteractionKind, type InteractionState } from '../interactions/interaction.ts';
import { messageJson } from '../message-payloads.ts';
import type { Message } from '../model.ts';
import type { RestRequest, Route } from './router.ts';

export function interactionRoutes(backend: Backend): Route[] {
  return [callbackRoute(backend), ...replyRoutes(backend)];
}

function callbackRoute({ world, interactions, messages, changes }: Backend): Route {
  return {
    method: 'POST',
    path: 'interactions/:interaction/:token/callback',
    open: true,
    answer(request) {
      const { interaction: id = '', token = '' } = request.params;
      const interaction = interactions.byId(id, token);
      const { kind, message } = acknowledge(interaction, request, messages);
      changes.announce();
      if (request.query.get('with_response') !== 'true') return undefined;
      const about = {
        id,
        type: interaction.start.kind,
        ...(message && {
          response_message_id: message.id,
          response_message_loading: message.loading,
          response_message_ephemeral: message.ephemeral,
        }),
      };
      if (interaction.start.kind === InteractionKind.autocomplete)
        return { json: { interaction: about } };
      const resource = { type: kind, ...(message && { message: messageJson(message, world) }) };
      return { json: { interaction: about, resource } };
    },
  };
}

function replyRoutes({ world, interactions, messages, changes }: Backend): Route[] {
  const ofToken = ({ params }: RestRequest): InteractionState =>
    interactions.byToken(params['app'] ?? '', params['token'] ?? '');
  const told = (message: Message): { json: unknown } => {
    changes.announce();
    return { json: messageJson(message, world) };
  };
  const one = 'webhooks/:app/:token/messages/:message';
  return [
    {
      method: 'POST',
      path: 'webhooks/:app/:token',
      open: true,
      answer: (request) => told(followUp(ofToken(request), request, messages)),
    },
    {
      method: 'GET',
      path: one,
      open: true,
      answer(request) {
        const interaction = ofToken(request);
        interaction.checkToken();
        return told(messages.current(interaction.message(request.params['message'] ?? '')));
      },
    },
    {
      method: 'PATCH',
      path: one,
      open: true,
      answer: (request) => told(editReply(ofToken(request), request, messages)),
    },
    {
      method: 'DELETE',
      path: one,
      open: true,
      answer(request) {
        deleteReply(ofToken(request), request.params['message'] ?? '', messages);
        changes.announce();
        return undefined;
      },
    },
  ];
}
