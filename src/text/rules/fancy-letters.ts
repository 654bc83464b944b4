/**
 * Letters that are drawn in another style (𝓯𝓪𝓷𝓬𝔂, ⓒⓘⓡⓒⓛⓔ, Ｗｉｄｅ, ﾊﾝｶｸ), and several drawn as one sign (㎞, ㈱): Unicode
 * knows which letters they are.
 */
const styled =
  /[\u{1d400}-\u{1d7ff}\u24b6-\u24e9\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\u2102\u210a-\u2113\u2115\u2119-\u211d\u2124\u2128\u212a-\u2134\u{1f130}-\u{1f149}\u{1f1ab}\uff66-\uff9f]+/gu;
const severalInOne = /[\u3200-\u3243\u3280-\u3296\u3298\u329a-\u33ff]/g;
const power = /(?<=m)[23]$/;
/** Wide signs that mean what the narrow ones mean; those that end sentences are the usual ones in Chinese and Japanese. */
const wideSigns = /[＃＄％＆＊＋－／＜＝＞＠￠￡￦]/g;
const wideInNumbers = /(?<=\d)[．，：](?=\d)/g;

const smallCapitals = 'ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ';
const letters = 'abcdefghijklmnoprstuvwyz';
const plainLetters = new Map(
  Array.from(smallCapitals, (capital, at) => [capital, letters[at] ?? capital]),
);
const capitals = new RegExp(`[${smallCapitals}]`, 'gu');

function narrow(run: string): string {
  return run.normalize('NFKC');
}

/** Plain letters for styled ones, so that a voice knows them. */
export function plainLettersOf(text: string): string {
  return text
    .replace(styled, narrow)
    .replace(severalInOne, (sign) =>
      narrow(sign).replace(power, (two) => (two === '2' ? '²' : '³')),
    )
    .replace(wideSigns, narrow)
    .replace(wideInNumbers, narrow)
    .replace(capitals, (capital) => plainLetters.get(capital) ?? capital);
}
