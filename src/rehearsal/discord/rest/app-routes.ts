/** The gateway's address, the application itself, its commands, users. */
import { z } from 'zod';

import type { Backend } from '../backend.ts';
import { CommandForm, CommandsForm } from '../forms/command-form.ts';
import { applicationFlags } from '../gateway/greeting.ts';
import { channelJson, userJson } from '../payloads.ts';
import { checkForm } from './form.ts';
import { Refusal } from './refusal.ts';
import type { RestRequest, Route } from './router.ts';

export function appRoutes(backend: Backend): Route[] {
  return [
    ...identityRoutes(backend),
    ...commandRoutes(backend, ''),
    ...commandRoutes(backend, '/guilds/:guild'),
  ];
}

function identityRoutes({
  world,
  gateway,
  shards,
  maxConcurrency,
  intentsAllowed,
}: Backend): Route[] {
  const application = {
    id: world.applicationId,
    name: world.bot.displayName,
    icon: null,
    description: '',
    summary: '',
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: '0'.repeat(64),
    flags: applicationFlags(intentsAllowed),
    integration_types_config: { 0: {}, 1: {} },
    bot: userJson(world.bot),
  };
  return [
    {
      method: 'GET',
      path: 'gateway/bot',
      answer: () => ({
        json: {
          url: gateway.url,
          shards,
          session_start_limit: {
            total: 1_000,
            remaining: gateway.identifiesLeft,
            reset_after: 14_400_000,
            max_concurrency: maxConcurrency,
          },
        },
      }),
    },
    { method: 'GET', path: 'applications/@me', answer: () => ({ json: application }) },
    { method: 'GET', path: 'oauth2/applications/@me', answer: () => ({ json: application }) },
    { method: 'GET', path: 'applications/:app/emojis', answer: () => ({ json: { items: [] } }) },
    { method: 'GET', path: 'users/@me', answer: () => ({ json: userJson(world.bot) }) },
    {
      method: 'GET',
      path: 'users/:user',
      answer: ({ params }) => ({ json: userJson(world.user(params['user'] ?? '')) }),
    },
    {
      method: 'POST',
      path: 'users/@me/channels',
      answer({ json }) {
        const { recipient_id: id } = checkForm(z.strictObject({ recipient_id: z.string() }), json);
        return { json: channelJson(world.directMessages(world.user(id).id), world) };
      },
    },
  ];
}

function commandRoutes(
  { world, commands, changes }: Backend,
  scope: '' | '/guilds/:guild',
): Route[] {
  const path = `applications/:app${scope}/commands`;
  const guildOf = ({ params }: RestRequest): string | undefined => {
    if (params['app'] !== world.applicationId)
      throw new Refusal(
        403,
        20_012,
        'You are not authorized to perform this action on this application',
      );
    return params['guild'] === undefined ? undefined : world.guild(params['guild']).id;
  };
  return [
    {
      method: 'GET',
      path,
      answer: (request) => ({ json: commands.list(guildOf(request)).map(({ json }) => json) }),
    },
    {
      method: 'PUT',
      path,
      answer(request) {
        const guildId = guildOf(request);
        const registered = commands.replaceAll(checkForm(CommandsForm, request.json), guildId);
        changes.announce();
        return { json: registered.map(({ json }) => json) };
      },
    },
    {
      method: 'POST',
      path,
      answer(request) {
        const guildId = guildOf(request);
        const { json } = commands.upsert(checkForm(CommandForm, request.json), guildId);
        changes.announce();
        return { json, status: 201 };
      },
    },
    {
      method: 'GET',
      path: `${path}/:command`,
      answer: (request) => ({
        json: commands.get(request.params['command'] ?? '', guildOf(request)).json,
      }),
    },
    {
      method: 'DELETE',
      path: `${path}/:command`,
      answer(request) {
        commands.remove(request.params['command'] ?? '', guildOf(request));
        return undefined;
      },
    },
  ];
}
