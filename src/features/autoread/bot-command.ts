const setOf = (...lines: readonly string[]): ReadonlySet<string> =>
  new Set(lines.flatMap((words) => words.split(' ')));

/**
 * The words that people send to bots which take commands in messages: bots for music, moderation, levels, money and games.
 * A word stands here when hardly anybody writes it right behind a sign otherwise.
 */
const commands = setOf(
  'play p playtop playskip playnext pause resume unpause stop skip s fs forceskip next prev previous queue q np nowplaying',
  'loop repeat shuffle volume vol seek forward rewind replay remove clear join leave dc disconnect summon lyrics search',
  'radio bassboost nightcore filter filters autoplay playlist pl sc soundcloud spotify youtube yt',
  'help h info about ping pong invite support vote prefix settings setup config uptime stats commands cmds botinfo',
  'serverinfo userinfo whois avatar av pfp banner profile membercount server roles role tag tags rules bump d',
  'ban unban kick mute unmute warn warns warnings unwarn timeout purge prune lock unlock slowmode nick modlogs',
  'softban tempban tempmute reason snipe esnipe report ticket verify giveaway gstart poll remind reminder remindme afk',
  'suggest say echo embed translate weather urban define wiki calc math',
  'rank rankcard level levels lvl lb leaderboard top xp rep daily weekly monthly bal balance bank money wallet cash work',
  'beg crime rob dep deposit withdraw give pay send shop buy sell inv inventory gamble bet slots coinflip cf blackjack',
  'bj roulette fish hunt dig mine battle pet pets quest claim collect cooldown cd cooldowns crate trade',
  '8ball roll dice rps ship meme cat dog hug kiss pat slap trivia hangman akinator ttt guess quiz joke fact',
  'catch pokemon market hint redeem start spin tts',
);

/** The commands of the bot from which people roll characters, which is called by a dollar. */
const rolls = setOf('w wa wg wx ha hg hx m ma mg mx tu ru rt rolls dk im mm us kl ima imi');

/** Words that mean something else behind a sign: a file's or an address's ending, a variable, a word for money. */
const otherwise: Readonly<Record<string, ReadonlySet<string>>> = {
  '.': setOf('h s p q d pl cat pet info shop work bank top radio'),
  // Faces.
  '=': setOf('p s d'),
  $: setOf(
    'p q s h d config settings setup queue role roles filter filters tag tags search profile server stats prefix reason',
    'money cash bank math start level top',
  ),
};

/** The prefixes of letters that nobody writes otherwise: they call a bot whatever stands behind them. */
const ownPrefix = /^(?:[a-z]!|pk[;!]|tul!|owo!)[a-z]/i;
/** A sign, with a letter before it for bots that share it, and right behind it a word that stands alone. */
const called = /^(?:(?<sign>[!?.$%&=])|[a-z];)(?<word>[a-z0-9]+)(?=\s|$)/i;

/**
 * Whether a message calls another bot, such as `!play …`, `?help` or `t!daily`. What it isn't sure of calls none: a
 * price, a question, an ellipsis, an item of a list, a word that is stressed by a sign before it.
 */
export function callsBot(content: string): boolean {
  if (ownPrefix.test(content)) return true;
  const { sign = '', word } = called.exec(content)?.groups ?? {};
  if (word === undefined) return false;
  const name = word.toLowerCase();
  if (sign === '$' && rolls.has(name)) return true;
  return commands.has(name) && otherwise[sign]?.has(name) !== true;
}
