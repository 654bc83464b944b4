/** A few words, so that somebody hears that they were translated: those that stand beside each other mean the same. */
const table = `
en hello | de hallo | fr bonjour | es hola
en goodbye | de tschüss | fr adieu | es adiós
en good | de gut | fr bon | es bueno
en morning | de morgen | fr matin | es mañana
en evening | de abend | fr soir | es tarde
en night | de nacht | fr nuit | es noche
en everybody | de alle | fr tous | es todos
en friend | de freund | fr ami | es amigo
en friends | de freunde | fr amis | es amigos
en thanks | de danke | fr merci | es gracias
en please | de bitte | fr s'il-vous-plaît | es por-favor
en yes | de ja | fr oui | es sí
en no | de nein | fr non | es no
en and | de und | fr et | es y
en the | de das | fr le | es el
en is | de ist | fr est | es es
en we | de wir | fr nous | es nosotros
en play | de spielen | fr jouons | es jugamos
en today | de heute | fr aujourd'hui | es hoy
en tomorrow | de morgen-früh | fr demain | es mañana-temprano
en house | de haus | fr maison | es casa
en cat | de katze | fr chat | es gato
en dog | de hund | fr chien | es perro
en water | de wasser | fr eau | es agua
en weather | de wetter | fr temps | es tiempo
en very | de sehr | fr très | es muy
en beautiful | de schön | fr beau | es hermoso
en come | de komm | fr viens | es ven
en here | de hier | fr ici | es aquí
en where | de wo | fr où | es dónde
en are | de sind | fr sommes | es están
en you | de du | fr toi | es tú
en look | de schau | fr regarde | es mira
en with | de mit | fr avec | es con
en stupid | de dumm | fr bête | es tonto`;

interface Word {
  readonly language: string;
  readonly word: string;
}

const meanings: readonly (readonly Word[])[] = table
  .trim()
  .split('\n')
  .map((line) =>
    line.split('|').map((each) => {
      const [language = '', word = ''] = each.trim().split(' ');
      return { language, word };
    }),
  );

export const languages = ['en', 'de', 'es', 'fr'] as const;

/** The language that most of the words are of; English where none is known. */
export function languageOf(text: string): string {
  const words = new Set(wordsIn(text));
  const count = (language: string): number =>
    meanings.flat().filter((each) => each.language === language && words.has(each.word)).length;
  const [first = 'en'] = languages.toSorted((one, other) => count(other) - count(one));
  return count(first) > 0 ? first : 'en';
}

/** The text word for word; what nobody here knows stays as it is. */
export function translated(text: string, source: string, target: string): string {
  return text.replaceAll(anyWord, (word) => {
    const meaning = meanings.find((all) =>
      all.some((each) => each.language === source && each.word === word.toLowerCase()),
    );
    const found = meaning?.find(({ language }) => language === target)?.word;
    if (found === undefined) return word;
    const isCapital = word !== word.toLowerCase();
    return isCapital ? found.charAt(0).toUpperCase() + found.slice(1) : found;
  });
}

const anyWord = /[\p{L}'-]+/gu;

function wordsIn(text: string): readonly string[] {
  return Array.from(text.matchAll(anyWord), ([word]) => word.toLowerCase());
}
