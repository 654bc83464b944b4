/** Answers to interactions: the secret is in the path, no Authorization header is needed. */
import type { Backend } from '../backend.ts';
import { acknowledge } from '../interactions/acknowledge.ts';
import { deleteReply, editReply, followUp } from '../interactions/follow-up.ts';
import { InteractionKind, type InteractionState } from '../interactions/interaction.ts';
import { messageJson } from '../payloads.ts';
import type { RestRequest, Route } from './router.ts';

export function interactionRoutes(backend: Backend): Route[] {
  const { world, interactions, messages, changes } = backend;
  const ofToken = ({ params }: RestRequest): InteractionState =>
    interactions.byToken(params['app'] ?? '', params['token'] ?? '');
  const one = 'webhooks/:app/:token/messages/:message';
  return [
    {
      method: 'POST',
      path: 'interactions/:interaction/:token/callback',
      open: true,
      answer(request) {
        const interaction = interactions.byId(
          request.params['interaction'] ?? '',
          request.params['token'] ?? '',
        );
        const { kind, message } = acknowledge(interaction, request, messages);
        changes.announce();
        if (request.query.get('with_response') !== 'true') return undefined;
        return {
          json: {
            interaction: {
              id: interaction.start.id,
              type: interaction.start.kind,
              ...(message && {
                response_message_id: message.id,
                response_message_loading: message.loading,
                response_message_ephemeral: message.ephemeral,
              }),
            },
            ...(interaction.start.kind !== InteractionKind.autocomplete && {
              resource: { type: kind, ...(message && { message: messageJson(message, world) }) },
            }),
          },
        };
      },
    },
    {
      method: 'POST',
      path: 'webhooks/:app/:token',
      open: true,
      answer(request) {
        const message = followUp(ofToken(request), request, messages);
        changes.announce();
        return { json: messageJson(message, world) };
      },
    },
    {
      method: 'GET',
      path: one,
      open: true,
      answer(request) {
        const interaction = ofToken(request);
        interaction.checkToken();
        return {
          json: messageJson(
            messages.current(interaction.message(request.params['message'] ?? '')),
            world,
          ),
        };
      },
    },
    {
      method: 'PATCH',
      path: one,
      open: true,
      answer(request) {
        const message = editReply(
          ofToken(request),
          request.params['message'] ?? '',
          request,
          messages,
        );
        changes.announce();
        return { json: messageJson(message, world) };
      },
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
