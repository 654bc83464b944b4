import { expect, test } from 'vitest';

import { adam, dora, emma, outcome, ryan, sky, vivian } from './choice.ts';
import type { Scene } from './choice.ts';

const everything: Scene = {
  member: { voice: sky },
  person: { voice: adam },
  channel: { voice: emma },
  server: { voice: { voice: 'af_alloy/en-us/Kokoro' }, voicesByLanguage: { en: { voice: sky } } },
};

test.each<[string, Scene, string]>([
  ['nothing set: the engine’s', {}, 'engine: af_alloy'],
  [
    'the option goes before all',
    { ...everything, asked: { voice: 'bm_george' } },
    'asked: bm_george',
  ],
  ['then the person’s in this server', everything, 'member: af_sky'],
  ['then the person’s', { ...everything, member: {} }, 'person: am_adam'],
  ['then the channel’s', { ...everything, member: {}, person: {} }, 'channel: bf_emma'],
  ['then the server’s', { ...everything, member: {}, person: {}, channel: {} }, 'server: af_alloy'],
  [
    'then the server’s for the language',
    { found: 'pt', server: { voicesByLanguage: { pt: { voice: dora } } } },
    'language: pf_dora',
  ],
  [
    'a language is served by the voice for its base',
    { asked: { language: 'pt-BR' }, server: { voicesByLanguage: { pt: { voice: dora } } } },
    'language: pf_dora',
  ],
  [
    'a language without a region is served by the voice for one of its regions',
    { found: 'pt', server: { voicesByLanguage: { 'pt-br': { voice: dora, speed: 0.8 } } } },
    'language: pf_dora 0.8',
  ],
  [
    'and so is its name',
    {
      asked: { language: 'Portuguese' },
      server: { voicesByLanguage: { 'pt-br': { voice: dora, speed: 0.8 } } },
    },
    'language: pf_dora 0.8',
  ],
  [
    'a found language goes past voices that don’t speak it',
    {
      found: 'de',
      channel: { voice: sky },
      server: { voice: { voice: ryan } },
    },
    'server: Ryan in German (channel language)',
  ],
  [
    'who chose a voice is read by it, whatever was found',
    { found: 'de', person: { voice: sky } },
    'person: af_sky',
  ],
  [
    'who chose a voice of many languages is read by it in the language that was found',
    { found: 'de', person: { voice: vivian } },
    'person: Vivian in German',
  ],
  [
    'but in their own language when they chose one',
    { found: 'de', person: { voice: vivian, language: 'en' } },
    'person: Vivian',
  ],
  [
    'the server’s voice of many languages speaks what was found',
    { found: 'de', server: { voice: { voice: vivian } } },
    'server: Vivian in German',
  ],
  [
    'one’s own voice speaks another language that was asked for, if it can',
    { asked: { language: 'de' }, person: { voice: vivian } },
    'person: Vivian in German',
  ],
  [
    'who chose a language is read in it, whatever was found',
    {
      found: 'de',
      person: { language: 'pt' },
      server: { voice: { voice: sky } },
    },
    'engine: pf_dora (server language)',
  ],
  [
    'a language that was asked for goes past one’s own voice',
    {
      asked: { language: 'pt' },
      person: { voice: sky },
    },
    'engine: pf_dora (person language)',
  ],
  [
    'a voice that is gone is passed over',
    { person: { voice: 'x/y/z' }, channel: { voice: sky } },
    'channel: af_sky (person gone)',
  ],
  [
    'one’s speed goes for the server’s voice',
    {
      person: { speed: 1.4 },
      server: { voice: { voice: sky, speed: 0.8 } },
    },
    'server: af_sky 1.4',
  ],
  [
    'the server’s speed doesn’t go for one’s own voice',
    {
      person: { voice: sky },
      server: { voice: { voice: adam, speed: 0.8 } },
    },
    'person: af_sky',
  ],
  [
    'the server’s speed goes for its own voice',
    { server: { voice: { voice: sky, speed: 0.8 } } },
    'server: af_sky 0.8',
  ],
  [
    'one’s style goes for the voice that takes it',
    {
      person: { style: 'sad' },
      server: { voice: { voice: ryan } },
    },
    'server: Ryan in German sad',
  ],
  [
    'the server’s style is not for the voice that somebody chose',
    {
      person: { voice: ryan },
      server: { voice: { voice: vivian, style: 'sad' } },
    },
    'person: Ryan in German',
  ],
  [
    'the option’s speed goes before one’s own',
    {
      asked: { speed: 0.7 },
      person: { voice: sky, speed: 1.4 },
    },
    'person: af_sky 0.7',
  ],
  [
    'one’s speed goes for the voice that was asked for, the server’s does not',
    {
      asked: { voice: 'Sky' },
      person: { speed: 1.4 },
      server: { voice: { voice: adam, speed: 0.8, style: 'sad' } },
    },
    'asked: af_sky 1.4',
  ],
  [
    'the server’s manner is not for a voice that was asked for',
    {
      asked: { voice: ryan },
      server: { voice: { voice: adam, speed: 0.8, style: 'sad' } },
    },
    'asked: Ryan in German',
  ],
])('%s', (_, scene, expected) => {
  expect(outcome(scene)).toBe(expected);
});
