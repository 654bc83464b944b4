import { currencyName, hasNoWords, remembered } from '../locale.ts';
import type { Counted, Phrases, Plural } from './phrase.ts';

const nothing: Counted = { single: '', other: '' };

const wordless: Phrases = {
  someone: '',
  role: '',
  channel: '',
  everyone: '',
  here: '',
  command: (name) => name,
  guides: { browse: '', customize: '', guide: '', 'linked-roles': '' },
  link: '',
  gif: '',
  invite: '',
  email: '',
  phone: '',
  messageIn: (channel) => channel,
  spoiler: '',
  code: '',
  quote: '',
  andSoOn: '…',
  longNumber: '…',
  censored: '…',
  said: (name) => name,
  replying: () => '',
  saidReplying: (name) => name,
  sent: (name, things) => `${name}: ${things}`,
  used: (name, command) => `${name}: ${command}`,
  forwarded: '',
  poll: (question, answers) => `${question} ${answers}`,
  pollOver: (question) => question,
  pollWon: (answer) => answer,
  pollUndecided: '',
  votes: nothing,
  sticker: (name) => name,
  attachments: {
    image: nothing,
    gif: nothing,
    video: nothing,
    audio: nothing,
    'voice-message': nothing,
    file: nothing,
  },
  signs: {
    and: '&',
    at: '@',
    plus: '+',
    equals: '=',
    number: '#',
    minus: '-',
    times: '×',
    dividedBy: '/',
    less: '<',
    greater: '>',
    plusMinus: '±',
    about: '~',
    section: '§',
  },
  coins: {
    dollar: { other: '$' },
    euro: { other: '€' },
    pound: { other: '£' },
    yen: { other: '¥' },
    rouble: { other: '₽' },
  },
  time: (hours, minutes) => `${hours}:${minutes}`,
};

/**
 * For a language that there are no phrases in, by its base tag: nothing is said but what others wrote, since words of
 * another language in the middle of a sentence help nobody. Phrases that aren't said are empty; signs stay signs, and
 * money is called what Intl calls it.
 */
export const wordlessIn = remembered((language): Phrases =>
  hasNoWords(language) ? wordless : { ...wordless, coins: coinsIn(language) },
);

export function isWordless({ someone }: Phrases): boolean {
  return someone === '';
}

/** Among these, every category of every language has a number. */
const anyNumbers = [...Array.from({ length: 120 }, (_, number) => number), 1.5, 1_000_000];

function coinsIn(language: string): Phrases['coins'] {
  const rules = new Intl.PluralRules(language);
  const numbers = new Map(anyNumbers.map((number) => [rules.select(number), number]));
  const formsOf = (currency: string): Plural => {
    const nameOf = (number: number): string => currencyName(language, currency, number) ?? currency;
    const forms = Array.from(numbers, ([category, number]) => [category, nameOf(number)] as const);
    return { other: nameOf(1.5), ...Object.fromEntries(forms) };
  };
  return {
    dollar: formsOf('USD'),
    euro: formsOf('EUR'),
    pound: formsOf('GBP'),
    yen: formsOf('JPY'),
    rouble: formsOf('RUB'),
  };
}
