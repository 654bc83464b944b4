import type { Evidence } from './evidence.ts';

/** Characters by the national standards that list them: rows of first bytes, columns of second ones. */
function charactersOf(
  encoding: string,
  [firstRow, lastRow]: readonly [number, number],
  [firstColumn, lastColumn]: readonly [number, number],
): ReadonlySet<string> {
  const bytes: number[] = [];
  for (let row = firstRow; row <= lastRow; row += 1)
    for (let column = firstColumn; column <= lastColumn; column += 1)
      // A space between two pairs keeps a pair that stands for nothing from swallowing the next.
      bytes.push(row, column, 0x20);
  return new Set(
    new TextDecoder(encoding).decode(Uint8Array.from(bytes)).match(/\p{Script=Han}/gu),
  );
}

/** Words of text without a single kana. */
const chineseWords =
  /[我你他她它們们是的了在不有也就都要去没沒吗嗎呢吧啊哈嗯哦喔耶啦给給把被跟和还還这這那哪吃找看说說叫让讓得很太真好对對行]|大家|可能|可以|现在|現在|加油|绝了/gu;
/** Pairs that Japanese has other words for. */
const chinesePairs =
  /一[下点點个個]|[两兩几幾][个個点點]|[明今昨后後]天|知道|[谢謝]{2}|[随隨]便|[晚早]安|[早晚]上|[上下]午|中午|分[钟鐘]|小[时時]候?|星期|牛逼|[上下]班|什[么麼]|怎[么麼]|不[想会會用知]|睡[觉覺]|喜[欢歡]|[开開]心|漂亮|[厉厲]害|[没沒]事|等等|出去|回[家来來]|好[吃看听聽玩]|吃[饭飯]|老[师師]|手[机機]|[电電][脑腦影]/gu;
const japaneseWords =
  /了解|大丈夫|無理|本当|今日|明日|昨日|今夜|今度|勝利|残念|最近|全然|絶対|一緒|面倒|微妙|承知|失礼|賛成|是非|勿論|多分|綺麗|上手|下手|馬鹿|天才|爆笑|草|乙|神回|神曲|神|俺|僕|私|誰|何|御意|同意|同感|正解|不思議|元気|寝落|離席|参加|募集|完了|乾杯|納得|最悪|最強|大変|真面目|心配|邪魔|可愛/gu;
const cantonese = /[唔冇係佢]/gu;
/** Written in nothing else. */
const onlyCantonese = /[嘅咗哋啲嚟喺嘢]/gu;

/**
 * Reads which characters only one of the languages is written with, to tell languages in Han characters alone apart: how
 * much a text speaks for each.
 */
export function hanWeigher(): (text: string) => Evidence {
  const euc = [0xa1, 0xfe] as const;
  const gb2312 = charactersOf('gbk', [0xb0, 0xf7], euc);
  /** The frequent ones of Taiwan's standard. */
  const big5 = charactersOf('big5', [0xa4, 0xc6], [0x40, 0xfe]);
  const frequentJis = charactersOf('euc-jp', [0xb0, 0xcf], euc);
  const rareJis = charactersOf('euc-jp', [0xd0, 0xf4], euc);
  return (text) => {
    let [zh, ja] = [0, 0];
    for (const character of text) {
      const isJapanese = frequentJis.has(character);
      const isChinese = gb2312.has(character) || big5.has(character);
      if (isChinese && !isJapanese) zh += rareJis.has(character) ? 2 : 4;
      if (isJapanese && !isChinese) ja += 4;
    }
    const count = (pattern: RegExp): number => text.match(pattern)?.length ?? 0;
    zh += count(chineseWords) * 1.2 + count(chinesePairs) * 3;
    ja += count(japaneseWords) * 2;
    const yue = zh + count(cantonese) * 2 + count(onlyCantonese) * 5;
    return new Map([
      ['zh', zh],
      ['yue', yue],
      ['ja', ja],
    ]);
  };
}
