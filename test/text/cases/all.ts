import { acronyms } from './acronyms.ts';
import { amounts } from './amounts.ts';
import { attached } from './attached.ts';
import { borders } from './borders.ts';
import type { Case } from './case.ts';
import { chat } from './chat.ts';
import { clocks } from './clocks.ts';
import { emoji } from './emoji.ts';
import { expressions } from './expressions.ts';
import { faces } from './faces.ts';
import { figures } from './figures.ts';
import { links, timestamps } from './links.ts';
import { hidden, markup } from './markup.ts';
import { measures } from './measures.ts';
import { mentions } from './mentions.ts';
import { money } from './money.ts';
import { numbers } from './numbers.ts';
import { otherLanguages } from './other-languages.ts';
import { prices } from './prices.ts';
import { signs } from './signs.ts';
import { slang } from './slang.ts';
import { slips } from './slips.ts';
import { stays } from './stays.ts';

/** All cases by their topic. */
export const allCases: Readonly<Record<string, readonly Case[]>> = {
  mentions,
  markup,
  hidden,
  links,
  timestamps,
  emoji,
  slang,
  numbers,
  attached,
  otherLanguages,
  acronyms,
  money,
  signs,
  faces,
  amounts,
  borders,
  chat,
  clocks,
  expressions,
  figures,
  measures,
  prices,
  slips,
  stays,
};
