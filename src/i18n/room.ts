import { keyOf, placeholder } from './catalogue.ts';

/**
 * The characters that Discord takes of a text, by where it is shown. It refuses a whole message, form or command for one
 * text that is longer.
 * https://docs.discord.com/developers/components/reference
 */
export const room = {
  button: 80,
  /** Can be chosen in a menu, or says something about that. */
  option: 100,
  /** Stands in a menu before something is chosen. */
  placeholder: 150,
  /** Heads a form. */
  title: 45,
  /** Labels a form's field. */
  field: 45,
  /** Explains a field of a form. */
  hint: 100,
  /** Describes a command or an option. */
  description: 100,
  choice: 100,
  /** Anything that is a message, or a part of one. */
  message: 2_000,
} as const;

export type Place = keyof typeof room;

/** Where texts are shown; one that ends in a point stands for all below it. A test holds this against the code. */
export const places: Readonly<Partial<Record<Place, readonly string[]>>> = {
  button: [
    'autoread.announced.join',
    'autoread.log.earlier',
    'autoread.log.latest',
    'autoread.panel.switchOff',
    'autoread.panel.switchOn',
    'calls.queue.buttons.',
    'helping.buttons.',
    'operating.leave.button',
    'operating.notice.button',
    'oversight.buttons.',
    'ownVoices.buttons.',
    'ownVoices.consent.own',
    'ownVoices.consent.permitted',
    'phrases.board.folder',
    'phrases.buttons.',
    'privacy.buttons.',
    'moderation.requests',
    'moderation.showFilter',
    'say.buttons.',
    'settingsPanel.change',
    'settingsPanel.own.everywhere',
    'settingsPanel.own.onlyHere',
    'settingsPanel.several',
    'settingsPanel.usual',
    'settingsPanel.whole.apply',
    'settingsPanel.whole.export',
    'settingsPanel.whole.history',
    'settingsPanel.whole.templates',
    'settingsPanel.whole.undo',
    'setup.again',
    'setup.begin',
    'setup.comes',
    'setup.more',
    'setup.waits',
    'speakBox.buttons.',
    'voicePanels.browse.hear',
    'voicePanels.browse.inUse',
    'voicePanels.browse.next',
    'voicePanels.browse.page',
    'voicePanels.browse.previous',
    'voicePanels.browse.report',
    'voicePanels.browse.use',
    'voicePanels.report',
    'voicePanels.show.browse',
    'voicePanels.show.hear',
    'voicePanels.show.reset',
  ],
  option: [
    'oversight.list.decided.',
    'phrases.more.',
    'settings.serverLines.adminsLabel',
    'settings.serverLines.channelLabel',
    'settings.serverLines.channelNamed',
    'settings.serverLines.everybodyLabel',
    'settings.serverLines.forbiddenLabel',
    'settings.serverLines.forcedLabel',
    'settings.serverLines.languageLabel',
    'settings.serverLines.volumeLabel',
    'settings.toldValues.languageOnDiscord',
    'settingsPanel.abouts.',
    'settingsPanel.overview',
    'settingsPanel.overviewAbout',
    'settingsPanel.sections.',
    'settingsPanel.templates.abouts.',
    'settingsPanel.templates.names.',
    'settingsPanel.voiceHint',
    'setup.whose.',
    'speech.engines.',
    'voicePanels.browse.gender.any',
    'voicePanels.browse.gender.female',
    'voicePanels.browse.gender.male',
    'voicePanels.browse.language.any',
    'voicePanels.browse.source.any',
    'voicePanels.browse.source.own',
    'voicePanels.browse.source.shared',
    'voicePanels.server.bannedLabel',
    'voicePanels.server.bannedNamed',
  ],
  placeholder: [
    'calls.queue.skip',
    'calls.queue.toFront',
    'oversight.list.change',
    'phrases.more.label',
    'settingsPanel.adds',
    'settingsPanel.choose',
    'settingsPanel.choosesOne',
    'settingsPanel.ofChannel.choose',
    'settingsPanel.takesOff',
    'settingsPanel.templates.choose',
    'settingsPanel.whole.look',
    'setup.choose',
    'moderation.unmute',
    'voicePanels.browse.gender.label',
    'voicePanels.browse.language.label',
    'voicePanels.browse.language.labelOfMany',
    'voicePanels.browse.source.label',
    'voicePanels.server.takeBack',
    'voicePanels.server.takeBackFrom',
  ],
  title: [
    'oversight.form.title',
    'ownVoices.designForm.title',
    'ownVoices.wordsForm.title',
    'phrases.form.changed',
    'phrases.form.folderTitle',
    'phrases.form.new',
    'phrases.form.tapTitle',
    'settingsPanel.formTitle',
    'speakBox.forms.alert',
    'speakBox.forms.correct',
    'speakBox.forms.hold',
    'speakBox.forms.say',
  ],
  field: [
    'oversight.form.reason',
    'ownVoices.designForm.description',
    'ownVoices.designForm.name',
    'ownVoices.wordsForm.words',
    'phrases.form.folder',
    'phrases.form.label',
    'phrases.form.style',
    'phrases.form.tap',
    'phrases.form.voice',
    'phrases.form.words',
    'settingsPanel.switchedOn',
    'speakBox.forms.words',
  ],
  hint: [
    'oversight.form.whoReads',
    'ownVoices.designForm.hint',
    'ownVoices.wordsForm.hint',
    'phrases.form.hints.',
    'settings.translationHint',
    'speakBox.forms.alertHint',
  ],
};

/** The characters that a value has at most where room is scarce. */
const longest: Readonly<Record<string, number>> = {
  /** Counts the choices of several menus. */
  'first, number': 3,
  /** A folder of phrases. */
  folder: 60,
  /** An id of Discord's. */
  id: 20,
  language: 40,
  'last, number': 3,
  /** Names a kept voice. */
  name: 32,
  'number, number': 3,
  'page, number': 6,
  'pages, number': 6,
  /** A word that people type. */
  usual: 20,
  /** Names of voices are shortened to that on buttons. */
  voice: 40,
};

/** A name of a command with its subcommands, each of which may have 32 characters. */
const commandChars = 32 * 3 + 3;

const exact = new Map<string, Place>();
const below: (readonly [prefix: string, place: Place])[] = [];
for (const [place, paths] of Object.entries(places) as [Place, readonly string[]][])
  for (const path of paths)
    if (path.endsWith('.')) below.push([path, place]);
    else exact.set(path, place);

/** Where the text at a path is shown. Names of commands, which have rules of their own, are not for this. */
export function placeOf(path: string): Place {
  const keys = path.split('.');
  if (keys[0] === 'commands') return keys.at(-2) === 'choices' ? 'choice' : 'description';
  const key = keyOf(path);
  return exact.get(key) ?? below.find(([prefix]) => key.startsWith(prefix))?.[1] ?? 'message';
}

/** The characters of a text with the longest values that it may hold, as far as those are known: an unknown one has 100. */
export function longestOf(text: string): number {
  return text.replace(placeholder, (_, inside: string) => 'x'.repeat(charsOf(inside.trim())))
    .length;
}

function charsOf(inside: string): number {
  return inside.startsWith('names.') ? commandChars : (longest[inside] ?? 100);
}

/** Whether it is known how long a value may become. */
export function isBounded(inside: string): boolean {
  return inside.startsWith('names.') || Object.hasOwn(longest, inside);
}
