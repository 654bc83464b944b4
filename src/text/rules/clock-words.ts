import { lookUp } from '../locale.ts';

/** Words directly before a time of day, by BCP 47 base tag. */
const beforeClock: Readonly<Record<string, RegExp>> = {
  de: /(?<!\p{L})(?:um|ab|gegen|bis|vor|nach|von|zwischen) $/iu,
  es: /(?<!\p{L})(?:las?|hasta|desde) $/iu,
  fr: /(?<!\p{L})(?:à|a|vers|dès|avant|après|jusqu['’]à) $/iu,
  it: /(?<!\p{L})(?:alle|dalle|ore|entro le|le) $/iu,
  ja: /(?:午前|午後|朝|昼|夕方|夜|今日|明日|昨日|毎日|時刻は)の?$/u,
  ko: /(?:오전|오후|아침|점심|저녁|밤|새벽|오늘|내일) ?$/u,
  nl: /(?<!\p{L})(?:om|vanaf|tegen|tot|voor|na|van|rond) $/iu,
  pl: /(?<!\p{L})(?:o|od|do|po|przed|godz\.?|godzin\p{L}) $/iu,
  pt: /(?<!\p{L})(?:às?|as|até|desde) $/iu,
  ru: /(?<!\p{L})(?:в|во|с|со|до|к|ко|после|около) $/iu,
  uk: /(?<!\p{L})(?:о|об|з|до|після|близько) $/iu,
  zh: /(?:上午|下午|早上|晚上|中午|凌晨|今天|明天|昨天)$/u,
};

/**
 * Words of games, shapes of pictures, verses and lengths, near which two numbers with a colon are no time of day. Only
 * beginnings of words, so that they count in all their forms.
 */
const elsewhere = new RegExp(
  [
    `(?<!\\p{L})(?:${[
      'scor|gewonnen|gewinn|verlor|verlier|endstand|spielstand|zwischenstand|ergebnis|handball|basketball|volleyball|tischtennis|sieg',
      'gagn|perdu|résultat|victoire|défaite|ganamos|ganaron|ganado|perdimos|empat|marcador|resultado|placar|vencemos|venceu|ganhamos|ganhou|perdemos|perdeu',
      'punteggio|risultato|pareggi|uitslag|wygra|przegra|wynik|сч[её]т|выигра|проигра|побед|рахун|вигра|програ|перемо',
      'verhältnis|format|bildformat|seitenverhältnis|auflösung|monitor|bildschirm|ratio|proporc|rapporto|verhouding|beeldverhouding',
      'соотношен|співвіднош|экран|монитор|монітор|écran|pantalla|schermo|scherm|ekran',
      'video|vidéo|vídeo|видео|відео|psalm|kapitel|genesis|verset|vers[íe]culo|laufzeit|durée|duración|duração|durata|длительн|тривал',
      '(?:stand|steht|führt|führen|mené|perd|ganó|gané|vinto|vinta|perso|persa|mose|dauer|länge|dura|длина)(?!\\p{L})',
    ].join('|')})`,
    '勝|負|スコア|得点|点差|引き分け|比率|画面|モニター|動画|视频|영상|赢|输|比分|比例|屏幕|显示器|이겼|졌|이김|스코어|점수|비율|모니터|화면',
  ].join('|'),
  'iu',
);

/** Whether the word before a time says that it is one. */
export function isClock(before: string, language: string): boolean {
  return lookUp(beforeClock, language)?.test(before) ?? false;
}

/** Whether words of the same clause tell that two numbers with a colon are something else. */
export function isNoClock(before: string, behind: string): boolean {
  const clause = /[^.,;!?。、，！？\n\r]*$/u.exec(before)?.[0] ?? '';
  const rest = /^[^.,;!?。、，！？\n\r]*/u.exec(behind)?.[0] ?? '';
  return elsewhere.test(clause) || elsewhere.test(rest);
}
