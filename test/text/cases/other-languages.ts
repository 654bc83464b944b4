import type { Case } from './case.ts';

const two = ['image', 'image'] as const;

/** Languages whose phrases came later, and those that have none: there nothing is said but what was written. */
export const otherLanguages: readonly Case[] = [
  ['ar', { content: 'مرحبا', repliesTo: { userId: '101' } }, 'رد على Anna: مرحبا'],
  ['ar', { content: 'شوف', attachments: [...two] }, 'شوف. صورتين'],
  ['ar', { content: '', attachments: ['image', ...two] }, '3 صور'],
  ['ar', 'بكم؟ $5', 'بكم؟ 5 دولارات'],
  ['ar', 'على بعد 5 km', 'على بعد 5 كيلومترات'],
  ['ar', 'شوف https://example.com/a', 'شوف example.com'],
  ['ar', 'تمام 😂', 'تمام'],
  ['hi', { content: 'देखो', attachments: ['video'] }, 'देखो. एक वीडियो'],
  ['hi', 'मिलते हैं 15:30', 'मिलते हैं 15:30'],
  ['hi', 'बस 5 km', 'बस 5 किलोमीटर'],
  ['tr', { content: 'bak', attachments: [...two] }, 'bak. 2 resim'],
  ['tr', { content: 'evet', repliesTo: { userId: '101' } }, 'Anna için yanıt: evet'],
  ['tr', 'sadece $5', 'sadece 5 dolar'],
  ['tr', 'şuna bak ||katil o||', 'şuna bak gizli metin'],
  ['th', { content: 'ดูนี่', attachments: ['image'] }, 'ดูนี่. รูปภาพ'],
  ['th', 'อีก 5 km', 'อีก 5 กิโลเมตร'],
  ['uk', { content: 'дивись', attachments: [...two] }, 'дивись. 2 зображення'],
  ['uk', 'лише $5', 'лише 5 доларів'],
  ['uk', 'ще 5 km', 'ще 5 кілометрів'],

  ['vi', { content: 'xem này', attachments: [...two] }, 'xem này'],
  ['vi', { content: 'vâng', repliesTo: { userId: '101' } }, 'vâng'],
  ['vi', { content: '', attachments: ['image'] }, ''],
  ['vi', { content: '', stickers: ['Wave', 'Party_Time'] }, 'Wave và Party Time'],
  ['vi', 'chào <@101> và <@999>', 'chào Anna và'],
  ['vi', 'còn 5 km nữa', 'còn 5 kilômét nữa'],
  ['vi', '||bí mật||', ''],
  ['cs', 'koukej https://discord.gg/abc', 'koukej'],
  ['cs', 'je to za $5', 'je to za 5 amerických dolarů'],
  ['cs', 'já & ty', 'já & ty'],
  ['cs', 'jasně 😂', 'jasně'],
  ['cs', '> citát\nodpověď', 'citát. odpověď'],
  ['cs', '123456789012345678901234567890 jo', 'jo'],
  [
    'cs',
    { content: '', poll: { question: 'Pizza?', answers: ['Ano', 'Ne'] } },
    'Pizza? Ano nebo Ne',
  ],
  ['cs', { content: 'tohle', forwarded: { content: 'ahoj' } }, 'tohle. ahoj'],
  ['cs', { content: '', usedCommand: { userId: '101', name: 'play' } }, 'Anna: play'],

  // Intl has no words of Klingon, and its English ones are no help.
  ['tlh', 'Qapla 5 km 2026-11-22', 'Qapla 5 km 2026-11-22'],
  ['tlh', 'Qapla <t:1795348800:f>', 'Qapla 2026-11-22 13:00'],
];
