// The rights to each other’s voices. Each cell is the sentence that the person reads. The owner keeps two voices in one
// server: “Hidden”, which is theirs alone, and “Lent”, which is shared with that server. The stranger is an admin of
// another server. “revoked” is the other member, once “Lent” was taken back.

const noVoice = /There is no voice/;
const notKept = /You keep no voice of that name/;
const admins = /Only people with the right \*\*Manage Server\*\*/;
const moderators = /Only moderators/;
const spoken = /AI voice/;
const set = (name: string): RegExp => new RegExp(`## ${name}`);
const undecidable = /no longer there to be decided about/;

/**
 * In what is tried, `%hidden` and `%lent` are keys of the voices, `%HIDDEN` and `%LENT` their ids, `%REF` and `%LREF` what
 * buttons have of them, `%OWNER` the owner's id.
 */
type Row = readonly [what: string, ...cells: readonly (RegExp | undefined)[]];

/** The people who read each sentence, in this order; somebody without a sentence doesn't try it: it would end the voice. */
export const columns = ['owner', 'other', 'moderator', 'admin', 'stranger', 'revoked'] as const;

const all = (sentence: RegExp): readonly RegExp[] => columns.map(() => sentence);
const onlyOwner = (mine: RegExp, others: RegExp): readonly RegExp[] =>
  columns.map((role) => (role === 'owner' ? mine : others));
/** Those who manage a server, each in their own. */
const onlyAdmins = (may: RegExp, others: RegExp = admins): readonly RegExp[] =>
  columns.map((role) => (role === 'admin' || role === 'stranger' ? may : others));
const shared = (here: RegExp, elsewhere: RegExp): readonly RegExp[] =>
  columns.map((role) => (role === 'stranger' || role === 'revoked' ? elsewhere : here));

const seesVoiceOfOwner = [
  /speaks for you/,
  moderators,
  /speaks here/,
  /speaks here/,
  /speaks here/,
  moderators,
];

export const table: Readonly<Record<string, readonly Row[]>> = {
  'a voice that is its owner’s alone': [
    ['/voice set voice:%hidden', ...onlyOwner(set('Hidden'), noVoice)],
    ['/voice set voice:Hidden', ...onlyOwner(set('Hidden'), noVoice)],
    ['/voice set voice:Hidden here:true', ...onlyOwner(set('Hidden'), noVoice)],
    ['/voice reset here:true', ...all(/## /)],
    // An id alone is no name, not even for its owner.
    ['/voice set voice:%HIDDEN', ...all(noVoice)],
    ['/say text:Hello. voice:%hidden as:file', ...onlyOwner(spoken, noVoice)],
    [
      '/voice set-for person:other voice:%hidden',
      moderators,
      moderators,
      noVoice,
      noVoice,
      noVoice,
    ],
    ['/voice server voice:%hidden', ...onlyAdmins(noVoice)],
    ['/voice server voice:%hidden for-language:en', ...onlyAdmins(noVoice)],
    ['/voice forbid voice:%hidden', ...onlyAdmins(noVoice)],
    ['/voice browse', ...onlyOwner(/\*\*Hidden\*\*/, /^(?![\s\S]*Hidden)[\s\S]*voices/)],
    ['/clone list', ...onlyOwner(/Hidden/, /You keep no voices/)],
    ['/clone share voice:%hidden', undefined, ...all(notKept).slice(1)],
    ['/clone ask voice:%hidden', ...onlyOwner(/Nobody has to be asked/, notKept)],
    ['/clone unshare voice:%hidden', ...onlyOwner(/Only you can use “Hidden”/, notKept)],
    ['/clone rename voice:%hidden name:Hidden', ...onlyOwner(/is called “Hidden”/, notKept)],
    ['/clone delete voice:%hidden', ...onlyOwner(/Delete “Hidden”\?/, notKept)],
    ['/clone report voice:%hidden reason:x', ...all(/No voice of that name is shared/)],
    ['[voice:hear:%REF]', ...onlyOwner(spoken, noVoice)],
    ['[voice:use:%REF:~~~0]', ...onlyOwner(/Hidden/, noVoice)],
    ['[clone:read]', ...all(/What to read/)],
    ['[clone:use:%HIDDEN]', ...onlyOwner(/You speak with that voice now/, noVoice)],
    ['[clone:manage:%HIDDEN]', ...onlyOwner(/Hidden/, notKept)],
    ['[clone:share:%HIDDEN]', undefined, ...all(notKept).slice(1)],
    ['[clone:unshare:%HIDDEN]', ...onlyOwner(/Only you can use “Hidden”/, notKept)],
    ['[clone:remove:%HIDDEN]', ...onlyOwner(/Delete “Hidden”\?/, notKept)],
    ['[clone:delete:%HIDDEN]', undefined, ...all(/no longer yours/).slice(1)],
    ['[clone:approve:%HIDDEN:post]', ...onlyAdmins(undecidable)],
    ['[clone:refuse:%HIDDEN:list]', ...onlyAdmins(undecidable)],
    ['[clone:settle:%HIDDEN:post]', ...onlyAdmins(/no open reports/)],
    ['[clone:decided]=%HIDDEN', ...onlyAdmins(undecidable)],
    ['[clone:report:%HIDDEN]→reason', ...all(/No voice of that name is shared/)],
    ['/privacy show', ...onlyOwner(/Hidden/, /^(?![\s\S]*Hidden)[\s\S]*What I hold/)],
    ['[privacy:delete:all:%OWNER]', undefined, ...all(/That is for somebody else/).slice(1)],
    ['[privacy:delete:refusal:%OWNER]', undefined, ...all(/That is for somebody else/).slice(1)],
  ],
  'a voice that is shared with a server': [
    ['/voice set voice:%lent', ...shared(set('Lent'), noVoice)],
    ['/voice set voice:Lent', ...shared(set('Lent'), noVoice)],
    ['/say text:Hello. voice:%lent as:file', ...shared(spoken, noVoice)],
    ['[voice:hear:%LREF]', ...shared(spoken, noVoice)],
    ['[voice:use:%LREF:~~~0]', ...shared(/Lent/, noVoice)],
    ['/voice browse', ...shared(/\*\*Lent\*\*/, /^(?![\s\S]*Lent)[\s\S]*voices/)],
    [
      '/voice set-for person:other voice:%lent',
      moderators,
      moderators,
      /now: “Lent”/,
      /now: “Lent”/,
      noVoice,
    ],
    [
      '/voice server voice:%lent',
      admins,
      admins,
      admins,
      /the server’s voice\*\* “Lent”/,
      noVoice,
      admins,
    ],
    ['/clone unshare voice:%lent', undefined, ...all(notKept).slice(1)],
    ['/clone unshare voice:%lent everywhere:true', undefined, ...all(notKept).slice(1)],
    ['/clone rename voice:%lent name:Stolen', undefined, ...all(notKept).slice(1)],
    ['/clone delete voice:%lent', ...onlyOwner(/Delete “Lent”\?/, notKept)],
    ['/clone ask voice:%lent', ...onlyOwner(/Nobody has to be asked/, notKept)],
    ['[clone:delete:%LENT]', undefined, ...all(/no longer yours/).slice(1)],
    [
      '/clone report voice:%lent reason:x',
      /is yours/,
      /Thank you/,
      /Thank you/,
      /Thank you/,
      /No voice of/,
      /No voice of/,
    ],
    [
      '[clone:report:%LENT]→reason',
      /is yours/,
      /already/,
      /already/,
      /already/,
      /No voice of/,
      /No voice of/,
    ],
    ['[clone:settle:%LENT:post]', admins, admins, admins, /goes on/, /no open reports/, admins],
    ['[clone:approve:%LENT:list]', admins, admins, admins, /may speak/, undecidable, admins],
  ],
  'what is set in a server': [
    ['/voice server', ...onlyAdmins(/Settings: Voices/)],
    ['/voice server voice:Emma', ...onlyAdmins(/Emma/)],
    ['/voice server clones:allow', ...onlyAdmins(/cloned voices of people\*\* allowed/)],
    ['/voice forbid voice:George', ...onlyAdmins(/George doesn’t speak here/)],
    ['/voice forbid voice:George allow:true', ...onlyAdmins(/George may speak here/)],
    ['/voice forbid person:owner allow:true', ...onlyAdmins(/may speak here again/)],
    ['/voice force on:false', ...onlyAdmins(/voice of their choice/)],
    ['[voice:unset]=server', ...onlyAdmins(/The voices of this server/)],
    ['[voice:unset]=admins', ...onlyAdmins(/The voices of this server/)],
    ['[clone:ban:%OWNER:post]', admins, admins, admins, undefined, undefined, admins],
    ['[clone:unban:%OWNER:post]', ...onlyAdmins(/may speak here again/)],
    ['/clone requests', ...onlyAdmins(/Nothing waits for you/)],
    [
      '/voice set-for person:other voice:Sky',
      moderators,
      moderators,
      /now: Sky/,
      /now: Sky/,
      /now: Sky/,
    ],
    [
      '/voice set-for person:other',
      moderators,
      moderators,
      /own choice/,
      /own choice/,
      /own choice/,
    ],
  ],
  'what is a person’s own': [
    ['/voice show person:owner', ...seesVoiceOfOwner],
    ['Their voice', ...seesVoiceOfOwner],
    ['/voice copy person:owner', set(''), ...all(/doesn’t let others copy/).slice(1)],
    ['/voice set voice:Emma', ...all(set('Emma'))],
    ['/voice show', ...all(set('Emma'))],
    ['/voice lend allow:false', ...all(/Nobody can copy/)],
    ['/voice reset here:true', ...all(set('Emma'))],
    ['/voice reset', ...all(/nobody set another/)],
    ['[voice:reset]', ...all(/nobody set another/)],
    ['[voice:mine]', ...all(spoken)],
    ['[voice:open]', ...all(/voices/)],
    ['[voice:page:~~~0]', ...all(/voices/)],
    ['[voice:source:~~~0]=own', ...onlyOwner(/2 voices/, /No voices/)],
    ['[voice:language:~~~0]=en-gb', ...all(/voices/)],
    ['[voice:gender:~~~0]=female', ...all(/voices/)],
    ['[privacy:ask]', ...all(/Delete everything I hold about you/)],
    ['[privacy:text]', ...all(/What goes where/)],
    ['[privacy:export]', ...all(/Everything I hold about you/)],
    ['[privacy:out]', ...all(/None of your messages/)],
    ['/privacy export', ...all(/Everything I hold about you/)],
    ['/privacy opt-out', ...all(/None of your messages/)],
    ['[privacy:in:%OWNER]', ...all(/may be read again/)],
    ['/privacy opt-in', ...all(/may be read again/)],
    ['/privacy delete', ...all(/Delete everything I hold about you\?/)],
    ['[privacy:keep]', ...all(/Nothing was deleted/)],
  ],
  'making a voice': [
    ['/clone make clip:short name:Mine', ...all(/Whose voice is it/)],
    ['Clone from this clip', ...onlyOwner(/Whose voice is it/, /that you sent yourself/)],
    ['/design description:Calm name:Mine', undefined, /Takes 1 to 3/],
    ['/design description:Calm name:Mine language:Klingon', ...all(/No voices can be designed/)],
    // A person who stated that they may use a recording stated it for themselves.
    ['/say text:Hello. clip:short as:file', ...onlyOwner(spoken, /Whose voice is it/)],
    ['[clone:spare:x]', ...all(/Nothing was deleted/)],
  ],
};
