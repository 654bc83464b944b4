/** The gateway's address, the application itself, its commands, users. */
import { z } from 'zod';

import type { Backend } from '../backend.ts';
import { CommandForm, CommandsForm } from '../forms/command-form.ts';
import { applicationFlags } from '../gateway/greeting.ts';
import { channelJson, type Json, selfJson, userJson } from '../payloads.ts';
import { missingAccess } from './channel-routes.ts';
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

function applicationJson({ world, intentsAllowed }: Backend): Json {
  const flags = applicationFlags(intentsAllowed);
  return {
    id: world.applicationId,
    name: world.bot.displayName,
    icon: null,
    description: '',
    type: null,
    team: null,
    owner: userJson(world.developer),
    bot: userJson(world.bot),
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: '0'.repeat(64),
    flags,
    flags_new: String(flags),
    redirect_uris: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    approximate_guild_count: world.guildsOfBot().length,
    approximate_user_install_count: 0,
    approximate_user_authorization_count: 0,
    explicit_content_filter: 0,
    eligible_oauth2_scopes: ['bot', 'applications.commands'],
    integration_types_config: { 0: {}, 1: {} },
  };
}

function identityRoutes(backend: Backend): Route[] {
  const { world, gateway, shards, maxConcurrency } = backend;
  const application: Route['answer'] = () => ({ json: applicationJson(backend) });
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
    { method: 'GET', path: 'applications/@me', answer: application },
    { method: 'GET', path: 'oauth2/applications/@me', answer: application },
    { method: 'GET', path: 'applications/:app/emojis', answer: () => ({ json: { items: [] } }) },
    { method: 'GET', path: 'users/@me', answer: () => ({ json: selfJson(world.bot) }) },
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
    if (params['guild'] === undefined) return undefined;
    const guild = world.guild(params['guild']);
    if (!guild.members.has(world.bot.id)) throw missingAccess();
    return guild.id;
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
