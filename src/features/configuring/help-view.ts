import { button, buttonRow, framed, panelOf, textPart } from '#discord/panel.ts';
import type { View } from '#discord/view.ts';
import { logLine } from '#features/autoread/log-line.ts';
import type { Translate } from '#i18n/texts.ts';
import type { AuditEntry } from '#store/audit.ts';
import type { Help } from '#store/help.ts';
import type { VoiceBook } from '#voices/book.ts';

/** The people who help somebody or whom they help, each with what ends it, and what a helper did last. */
export function helpView(
  userId: string,
  help: readonly Help[],
  { changes, book }: { readonly changes: readonly AuditEntry[]; readonly book: VoiceBook },
  t: Translate,
): View {
  const log = changes.map((entry) => `- ${logLine(entry, book, t)}`);
  return panelOf([
    framed([
      textPart(t(($) => $.helping.title)),
      ...(help.length === 0 ? [textPart(t(($) => $.helping.nobody))] : []),
      ...help.flatMap((each) => [
        textPart(sentenceOf(each, userId, t)),
        ...buttonRow(buttonsOf(each, userId, t)),
      ]),
      ...(log.length > 0 ? [textPart([t(($) => $.helping.changes), ...log].join('\n'))] : []),
    ]),
  ]);
}

function sentenceOf(
  { personId, helperId, agreedAtMs }: Help,
  userId: string,
  t: Translate,
): string {
  const isAgreed = agreedAtMs !== undefined;
  if (personId === userId) {
    const helper = `<@${helperId}>`;
    return isAgreed
      ? t(($) => $.helping.helpsYou, { helper })
      : t(($) => $.helping.youAsked, { helper });
  }
  const person = `<@${personId}>`;
  return isAgreed
    ? t(($) => $.helping.youHelp, { person })
    : t(($) => $.helping.asksYou, { person });
}

function buttonsOf({ personId, helperId, agreedAtMs }: Help, userId: string, t: Translate) {
  const end = `helper:end:${personId}.${helperId}`;
  if (agreedAtMs !== undefined) return [button(end, ($) => $.helping.buttons.end, t)];
  if (personId === userId) return [button(end, ($) => $.helping.buttons.takeBack, t)];
  return [
    button(`helper:accept:${personId}`, ($) => $.helping.buttons.accept, t),
    button(end, ($) => $.helping.buttons.decline, t),
  ];
}
