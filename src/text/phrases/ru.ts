import type { Phrases } from './phrase.ts';

const plurals = new Intl.PluralRules('ru');
const genitive = new Set(['с', 'со', 'до', 'от', 'после', 'около', 'раньше', 'позже']);
const dative = new Set(['к', 'ко']);

interface Forms {
  readonly one: string;
  readonly few: string;
  readonly many: string;
  readonly dative: readonly [one: string, more: string];
}

const hour: Forms = { one: 'час', few: 'часа', many: 'часов', dative: ['часу', 'часам'] };
const minute: Forms = {
  one: 'минута',
  few: 'минуты',
  many: 'минут',
  dative: ['минуте', 'минутам'],
};

/** A number with its word in the case that the word in front asks for. */
function counted(count: number, forms: Forms, before: string): string {
  const category = plurals.select(count);
  const word = before.toLowerCase();
  if (dative.has(word)) return `${count} ${forms.dative[category === 'one' ? 0 : 1]}`;
  if (genitive.has(word)) return `${count} ${category === 'one' ? forms.few : forms.many}`;
  const form = category === 'one' ? forms.one : category === 'few' ? forms.few : forms.many;
  return `${count} ${form}`;
}

export const ru: Phrases = {
  someone: 'кто-то',
  role: 'роль',
  channel: 'канал',
  everyone: 'все',
  here: 'все, кто здесь',
  command: (name) => `слэш ${name}`,
  guides: {
    browse: 'обзор каналов',
    customize: 'каналы и роли',
    guide: 'путеводитель по серверу',
    'linked-roles': 'связанные роли',
  },
  link: 'ссылка',
  gif: 'гифка',
  invite: 'приглашение',
  email: 'адрес электронной почты',
  phone: 'номер телефона',
  messageIn: (channel) => `сообщение в ${channel}`,
  spoiler: 'спойлер',
  code: 'код',
  quote: 'цитата',
  andSoOn: 'и так далее',
  longNumber: 'длинное число',
  censored: 'пип',
  said: (name) => `${name} говорит`,
  replying: (other) => `ответ для ${other}`,
  saidReplying: (name, other) => `${name} отвечает ${other}`,
  sent: (name, things) => `${name} отправляет ${things}`,
  used: (name, command) => `${name} использует ${command}`,
  forwarded: 'переслано',
  poll: (question, answers) => `опрос: ${question} ${answers}`,
  pollOver: (question) => `опрос завершён: ${question}`,
  pollWon: (answer, votes) => `побеждает ${answer}, ${votes}`,
  pollUndecided: 'победителя нет',
  votes: {
    single: 'один голос',
    one: '# голос',
    few: '# голоса',
    many: '# голосов',
    other: '# голоса',
  },
  sticker: (name) => `стикер ${name}`,
  attachments: {
    image: {
      single: 'изображение',
      one: '# изображение',
      few: '# изображения',
      many: '# изображений',
      other: '# изображения',
    },
    gif: { single: 'гифка', one: '# гифка', few: '# гифки', many: '# гифок', other: '# гифки' },
    video: { single: 'видео', other: '# видео' },
    audio: {
      single: 'аудиофайл',
      one: '# аудиофайл',
      few: '# аудиофайла',
      many: '# аудиофайлов',
      other: '# аудиофайла',
    },
    'voice-message': {
      single: 'голосовое сообщение',
      one: '# голосовое сообщение',
      few: '# голосовых сообщения',
      many: '# голосовых сообщений',
      other: '# голосового сообщения',
    },
    file: { single: 'файл', one: '# файл', few: '# файла', many: '# файлов', other: '# файла' },
  },
  signs: {
    and: 'и',
    at: 'собака',
    plus: 'плюс',
    equals: 'равно',
    number: 'номер',
    minus: 'минус',
    times: 'умножить на',
    dividedBy: 'разделить на',
    less: 'меньше',
    greater: 'больше',
    plusMinus: 'плюс-минус',
    about: 'примерно',
    section: 'параграф',
  },
  coins: {
    dollar: { one: 'доллар', few: 'доллара', many: 'долларов', other: 'доллара' },
    euro: { other: 'евро' },
    pound: { one: 'фунт', few: 'фунта', many: 'фунтов', other: 'фунта' },
    yen: { one: 'иена', few: 'иены', many: 'иен', other: 'иены' },
    rouble: { one: 'рубль', few: 'рубля', many: 'рублей', other: 'рубля' },
  },
  time: (hours, minutes, before) => {
    const words = counted(Number(hours), hour, before);
    return minutes === '00' ? words : `${words} ${counted(Number(minutes), minute, before)}`;
  },
};
