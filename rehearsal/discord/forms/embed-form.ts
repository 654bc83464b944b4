/** Embeds with Discord's limits. */
import { z } from 'zod';

import { filled } from './refinements.ts';

const MAX_TOTAL_LENGTH = 6_000;

const url = z.string().max(2_048).nullish();
const picture = z
  .strictObject({
    url: z.string().max(2_048),
    proxy_url: url,
    height: z.int().nullish(),
    width: z.int().nullish(),
  })
  .nullish();

export const EmbedForm = z
  .strictObject({
    title: z.string().max(256).nullish(),
    type: z.literal('rich').optional(),
    description: z.string().max(4_096).nullish(),
    url,
    timestamp: z.string().nullish(),
    color: z.int().min(0).max(0xff_ff_ff).nullish(),
    footer: z
      .strictObject({ text: z.string().min(1).max(2_048), icon_url: url, proxy_icon_url: url })
      .nullish(),
    image: picture,
    thumbnail: picture,
    author: z
      .strictObject({ name: z.string().min(1).max(256), url, icon_url: url, proxy_icon_url: url })
      .nullish(),
    fields: z
      .array(
        z.strictObject({
          name: filled(256),
          value: filled(1_024),
          inline: z.boolean().optional(),
        }),
      )
      .max(25)
      .nullish(),
  })
  .refine((embed) => embedText(embed).join('').length <= MAX_TOTAL_LENGTH, {
    message: `Embed size exceeds maximum size of ${MAX_TOTAL_LENGTH}`,
    params: { code: 'MAX_EMBED_SIZE_EXCEEDED' },
  });

interface EmbedWords {
  readonly title?: string | null | undefined;
  readonly description?: string | null | undefined;
  readonly footer?: { text: string } | null | undefined;
  readonly author?: { name: string } | null | undefined;
  readonly fields?: readonly { name: string; value: string }[] | null | undefined;
}

/** All that is read of an embed, in the order a person reads it. */
export function embedText({ author, title, description, fields, footer }: EmbedWords): string[] {
  const lines = [
    author?.name,
    title,
    description,
    ...(fields ?? []).flatMap(({ name, value }) => [name, value]),
    footer?.text,
  ];
  return lines.filter((line): line is string => typeof line === 'string' && line !== '');
}
