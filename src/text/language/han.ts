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
  /[我你他她它們们是的了在不有也就都要去没沒吗嗎呢吧啊哈嗯哦喔耶啦给給把被跟和还還这這那哪吃找看说說叫让讓得很太真好对對行]|一下|一点|一點|明天|今天|昨天|大家|知道|谢谢|謝謝|随便|隨便|可能|可以|现在|現在|晚安|早安|加油|牛逼|绝了/gu;
const japaneseWords =
  /了解|大丈夫|無理|本当|今日|明日|昨日|今夜|今度|勝利|残念|最近|全然|絶対|一緒|面倒|微妙|承知|失礼|賛成|是非|勿論|多分|綺麗|上手|下手|馬鹿|天才|爆笑|草|乙|神回|神曲|神|俺|僕|私|誰|何|御意|同意|同感|正解|不思議|元気|寝落|離席|参加|募集|完了|乾杯|納得|最悪|最強|大変|真面目|心配|邪魔|可愛/gu;
const cantonese = /[唔嘅咗冇哋啲嚟喺係佢]/gu;

/** Tells languages in Han characters alone apart: how much a text speaks for each, as natural logarithms. */
export type WeighHan = (text: string) => Evidence;

/** Reads which characters only one of the languages is written with. */
export function hanWeigher(): WeighHan {
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
    zh += (text.match(chineseWords)?.length ?? 0) * 1.2;
    ja += (text.match(japaneseWords)?.length ?? 0) * 2;
    const yue = zh + (text.match(cantonese)?.length ?? 0) * 2;
    return new Map([
      ['zh', zh],
      ['yue', yue],
      ['ja', ja],
    ]);
  };
}
