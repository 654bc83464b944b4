export type Units = Readonly<Record<string, string>>;

/** Signs that follow a number in any language, and Intl's name of the unit. */
export const everywhere: Units = {
  km: 'kilometer',
  cm: 'centimeter',
  mm: 'millimeter',
  kg: 'kilogram',
  g: 'gram',
  l: 'liter',
  L: 'liter',
  ml: 'milliliter',
  '°C': 'celsius',
  ºC: 'celsius',
  '° C': 'celsius',
  '°F': 'fahrenheit',
  '° F': 'fahrenheit',
  '℃': 'celsius',
  '℉': 'fahrenheit',
  '°': 'degree',
  '%': 'percent',
  'km/h': 'kilometer-per-hour',
  kmh: 'kilometer-per-hour',
  mph: 'mile-per-hour',
  'm/s': 'meter-per-second',
  h: 'hour',
  min: 'minute',
  ms: 'millisecond',
};
export const bytes: Units = {
  KB: 'kilobyte',
  kB: 'kilobyte',
  MB: 'megabyte',
  GB: 'gigabyte',
  TB: 'terabyte',
  Mbit: 'megabit',
  Gbit: 'gigabit',
  'MB/s': 'megabyte-per-second',
  'GB/s': 'gigabyte-per-second',
  'Mbit/s': 'megabit-per-second',
  'Gbit/s': 'gigabit-per-second',
  Mbps: 'megabit-per-second',
  Gbps: 'gigabit-per-second',
};
/** Without the space, these are a plural or a multiplier. */
export const spaced: Units = { m: 'meter', s: 'second' };

const cyrillic: Units = {
  км: 'kilometer',
  м: 'meter',
  см: 'centimeter',
  мм: 'millimeter',
  кг: 'kilogram',
  г: 'gram',
  л: 'liter',
  мл: 'milliliter',
  'км/ч': 'kilometer-per-hour',
  'м/с': 'meter-per-second',
  КБ: 'kilobyte',
  Кб: 'kilobyte',
  МБ: 'megabyte',
  Мб: 'megabyte',
  ГБ: 'gigabyte',
  Гб: 'gigabyte',
  гб: 'gigabyte',
  ТБ: 'terabyte',
  Тб: 'terabyte',
  тб: 'terabyte',
  'Мбит/с': 'megabit-per-second',
};

/** By BCP 47 base tag: what is a word of other languages. */
export const own: Readonly<Record<string, Units>> = {
  be: { ...cyrillic, хв: 'minute' },
  bg: { ...cyrillic, мин: 'minute', сек: 'second', ч: 'hour' },
  de: { Min: 'minute', Std: 'hour', Sek: 'second', sek: 'second', std: 'hour' },
  en: {
    mi: 'mile',
    ft: 'foot',
    lb: 'pound',
    lbs: 'pound',
    oz: 'ounce',
    hr: 'hour',
    hrs: 'hour',
    mins: 'minute',
    sec: 'second',
    secs: 'second',
  },
  es: { seg: 'second', hs: 'hour' },
  fr: { mn: 'minute', sec: 'second' },
  it: { sec: 'second' },
  pl: { godz: 'hour', sek: 'second' },
  pt: { seg: 'second' },
  ru: { ...cyrillic, мин: 'minute', сек: 'second', ч: 'hour' },
  uk: { ...cyrillic, хв: 'minute', сек: 'second', год: 'hour', 'км/год': 'kilometer-per-hour' },
};
/** Chinese has names for bytes that nobody says. */
export const withoutBytes = new Set(['zh']);
