import { autoreadViews } from './autoread.ts';
import { configuringViews } from './configuring.ts';
import {
  budgetViews,
  operatingViews,
  oversightViews,
  privacyViews,
  sayingViews,
  waitingViews,
} from './others.ts';
import { ownVoiceViews } from './own-voices.ts';
import { phraseViews } from './phrases.ts';
import { speakBoxViews } from './speak-box.ts';
import { voiceViews } from './voices.ts';

/** All panels and forms, by the part of the bot that shows them. */
export const groups = [
  ['what is read', autoreadViews],
  ['what can be set', configuringViews],
  ['voices', voiceViews],
  ['own voices', ownVoiceViews],
  ['voices that wait for admins', oversightViews],
  ['what is held about somebody', privacyViews],
  ['/say', sayingViews],
  ['phrases', phraseViews],
  ['the box to speak with', speakBoxViews],
  ['what waits in a call', waitingViews],
  ['budgets', budgetViews],
  ['running the bot', operatingViews],
] as const;
