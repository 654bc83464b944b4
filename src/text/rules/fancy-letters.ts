/** Letters that are drawn in another style (𝓯𝓪𝓷𝓬𝔂, ⓒⓘⓡⓒⓛⓔ, Ｗｉｄｅ): Unicode knows which letters they are. */
const styled =
  /[\u{1d400}-\u{1d7ff}\u24b6-\u24e9\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\u2102\u210a-\u2113\u2115\u2119-\u211d\u2124\u2128\u212a-\u2134\u{1f130}-\u{1f149}\u{1f1ab}]+/gu;

const smallCapitals = 'ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ';
const letters = 'abcdefghijklmnoprstuvwyz';
const plainLetters = new Map(
  Array.from(smallCapitals, (capital, at) => [capital, letters[at] ?? capital]),
);
const capitals = new RegExp(`[${smallCapitals}]`, 'gu');

/** Plain letters for styled ones, so that a voice knows them. */
export function plainLettersOf(text: string): string {
  return text
    .replace(styled, (run) => run.normalize('NFKC'))
    .replace(capitals, (capital) => plainLetters.get(capital) ?? capital);
}
