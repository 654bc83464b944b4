/** Components as Discord gives them back: with what was left out of them filled in, and files where they were named. */
import { ComponentType as C } from 'discord-api-types/v10';

import type { Attachment, Component, Message } from './model.ts';
import type { Json } from './payloads.ts';

type Shown = Pick<Message, 'id' | 'attachments'>;

const SELECT_DEFAULTS = { min_values: 1, max_values: 1 };

/** The values of fields that were left out (Discord's "Component Reference"). */
const DEFAULTS: Readonly<Partial<Record<C, Json>>> = {
  [C.StringSelect]: SELECT_DEFAULTS,
  [C.UserSelect]: SELECT_DEFAULTS,
  [C.RoleSelect]: SELECT_DEFAULTS,
  [C.MentionableSelect]: SELECT_DEFAULTS,
  [C.ChannelSelect]: SELECT_DEFAULTS,
  [C.Thumbnail]: { description: null, spoiler: false },
  [C.File]: { spoiler: false },
  [C.Separator]: { divider: true, spacing: 1 },
  [C.Container]: { accent_color: null, spoiler: false },
};

export function componentJson(component: Component, message: Shown): Json {
  const { components, accessory, media, items, file, ...own } = component as Component & Nested;
  const shown = file && attachmentNamed(file.url, message);
  return {
    ...DEFAULTS[component.type],
    ...own,
    ...(components && { components: components.map((child) => componentJson(child, message)) }),
    ...(accessory && { accessory: componentJson(accessory, message) }),
    ...(media && { media: mediaJson(media, message) }),
    ...(items && {
      items: items.map((item) =>
        Object.assign({ description: null, spoiler: false }, item, {
          media: mediaJson(item.media, message),
        }),
      ),
    }),
    ...(file && {
      file: mediaJson(file, message),
      name: shown?.filename ?? null,
      size: shown?.sizeBytes ?? null,
    }),
  };
}

interface Media {
  readonly url: string;
}

interface Nested {
  readonly components?: readonly Component[];
  readonly accessory?: Component;
  readonly media?: Media;
  readonly items?: readonly { readonly media: Media }[];
  readonly file?: Media;
}

/** An "unfurled media item": of a file of the message, where that is; of an address elsewhere, without its size. */
function mediaJson({ url }: Media, message: Shown): Json {
  const attachment = attachmentNamed(url, message);
  return {
    id: attachment?.id ?? message.id,
    url: attachment?.url ?? url,
    proxy_url: attachment?.url ?? url,
    width: null,
    height: null,
    content_type: attachment?.contentType ?? null,
    ...(attachment && { attachment_id: attachment.id }),
  };
}

function attachmentNamed(url: string, { attachments }: Shown): Attachment | undefined {
  return attachments.find(
    (attachment) => url === `attachment://${attachment.filename}` || url === attachment.url,
  );
}
