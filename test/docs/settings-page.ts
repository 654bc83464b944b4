import { rights } from '#features/settings/rights.ts';
import type { Who } from '#features/settings/rights.ts';
import { settings } from '#features/settings/settings.ts';
import { boundsOf, told } from '#features/settings/values.ts';
import type { Row } from '#features/settings/values.ts';
import { voiceSettings } from '#features/settings/voice-settings.ts';
import { Texts } from '#i18n/texts.ts';
import { voiceBook } from '#voices/book.ts';

import { frequentChanges } from './presses.ts';

const t = new Texts().translations()();

/** The content of the page of settings: all that people can set for a server and for themselves, by the command that has it. */
export function settingsPage(): string {
  return `# Settings

Written by \`test/docs/settings-page.ts\` from the rows of [\`settings.ts\`](../src/features/settings/settings.ts) and the schemas of the
store, [\`server-settings.ts\`](../src/store/server-settings.ts) and [\`person-settings.ts\`](../src/store/person-settings.ts);
\`npm test -- test/docs.test.ts -u\` writes it anew.

## By how many presses

From an open panel, for the ten changes that people make most often; sending a form is one. Who uses \`/settings find\` needs one less.

${pressesTable()}

## Of a server: what is read, and how

${deciders('managers of channels')} \`/settings\` has all of them; \`/autoread show\` shows them to everybody.

${table(settings.server.filter(({ who }) => who === 'managers of channels'))}

## Of a server: coming and going

${deciders('managers of calls')} \`/settings\` has all of them; \`/call show\` shows them to everybody.

${table(settings.server.filter(({ who }) => who === 'managers of calls'))}

## Of a server: voices

${deciders('managers')} \`/settings\` and \`/voice server\` show them to those people.

${table(settings.server.filter(({ who }) => who === 'managers'))}

## Of a person, everywhere

Everybody changes these for themselves, all of them in \`/me\`. \`/voice show\` and \`/privacy show\` show what is set.

${table(settings.person)}

## Of a person in a server

They count before those above. Everybody changes them for themselves, the voice by \`/voice set\` with \`here\`.

${table(settings.member)}

## Of a voice

Each voice above is set by these, all or some.

${table(voiceSettings)}
`;
}

function pressesTable(): string {
  const cells = frequentChanges.map(({ change, opened, presses }) => [
    change,
    `\`/${opened}\``,
    String(presses.length),
  ]);
  return [['Change', 'Opened by', 'Presses'], ['---', '---', '---'], ...cells]
    .map((line) => `| ${line.join(' | ')} |`)
    .join('\n');
}

function deciders(who: Who): string {
  return `Those who may ${t(rights[who].needs)} change these.`;
}

function table(rows: readonly Row[]): string {
  const cells = rows
    .filter((row) => waysOf(row) !== '')
    .map((row) => [t(row.called), waysOf(row) + othersOf(row), choicesOf(row), toldOf(row)]);
  return [['Setting', 'Changed by', 'Can be', 'At first'], ['---', '---', '---', '---'], ...cells]
    .map((line) => `| ${line.join(' | ')} |`)
    .join('\n');
}

function toldOf(row: Row): string {
  const said = told(row, row.usual, voiceBook([]));
  return said ? t(said) : '';
}

function waysOf({ chosen }: Row): string {
  if (chosen.by === 'elsewhere')
    return chosen.ways.map((way) => way.replace(/\/[a-z]+ [a-z-]+/, '`$&`')).join(', ');
  if (chosen.by === 'switch') return '`/settings`';
  const names =
    chosen.by === 'voice' ? voiceSettings.map(({ key }) => key) : [chosen.name, ...noneOf(chosen)];
  const commands = chosen.under.map((subcommand) => `\`/${subcommand}\``);
  return `${commands.join(', ')}: ${names.map((name) => `\`${name}\``).join(', ')}`;
}

function othersOf(row: Row): string {
  const isOfMember = settings.member.includes(row);
  return isOfMember && row.who ? `; for others by those who may ${t(rights[row.who].needs)}` : '';
}

function noneOf(chosen: Row['chosen']): readonly string[] {
  return chosen.by === 'role' ? [chosen.none] : [];
}

function choicesOf(row: Row): string {
  const { chosen } = row;
  switch (chosen.by) {
    case 'choice':
      return Object.values(chosen.choices)
        .map((each) => t(each))
        .join(', ');
    case 'number':
    case 'whole number': {
      const { least, most } = boundsOf(row, chosen.per);
      return [least, 'to', most, chosen.unit].join(' ').trimEnd();
    }
    case 'switch':
    case 'yes or no':
      return 'on, off';
    default:
      return '';
  }
}
