import { globSync, readFileSync } from 'node:fs';

import { checkTogether } from '@crier/rehearsal/discord/forms/component-tree.ts';
import { checkMessage } from '@crier/rehearsal/discord/forms/message-form.ts';
import { ModalForm } from '@crier/rehearsal/discord/forms/modal-form.ts';
import { Refusal } from '@crier/rehearsal/discord/rest/refusal.ts';
import { describe, expect, test } from 'vitest';

import { bodyOf } from '#discord/view.ts';
import type { Form, View } from '#discord/view.ts';

import { languages } from './files.ts';
import { autoreadViews } from './fullest/autoread.ts';
import { configuringViews } from './fullest/configuring.ts';
import {
  budgetViews,
  helpViews,
  operatingViews,
  oversightViews,
  privacyViews,
  sayingViews,
  waitingViews,
} from './fullest/others.ts';
import { ownVoiceViews } from './fullest/own-voices.ts';
import { phraseViews } from './fullest/phrases.ts';
import { localeOf, readerIn } from './fullest/reader.ts';
import type { Shown } from './fullest/reader.ts';
import { speakBoxViews } from './fullest/speak-box.ts';
import { voiceViews } from './fullest/voices.ts';

/** Why Discord refuses a message or a form, or a value in it that nobody gave; nothing when all is well. */
function refused(shown: View | Form): unknown {
  try {
    expect(JSON.stringify(shown.kind === 'form' ? shown.body : bodyOf(shown))).not.toContain('{{');
    if (shown.kind === 'form') ModalForm.parse(shown.body);
    else {
      const body = bodyOf(shown);
      const { components = [] } = checkMessage(body, 'reply');
      checkTogether(
        components,
        body.attachments.map(({ filename }) => filename),
      );
      // Nothing of it had to be cut.
      if (shown.kind === 'line') expect(body.content).toBe(shown.text);
      else expect(body.components).toEqual(shown.components);
    }
    return undefined;
  } catch (error) {
    return error instanceof Refusal ? JSON.stringify(error.fields) : error;
  }
}

const groups = [
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

async function refusedOf(views: Shown | Promise<Shown>): Promise<readonly unknown[]> {
  return Object.entries(await views).flatMap(([what, shown]) => {
    const why = refused(shown);
    return why === undefined ? [] : [[what, why]];
  });
}

describe.each(languages)('in %s, as full as they can be,', (language) => {
  const reader = readerIn(localeOf(language));

  test.each([...groups, ['/help', helpViews] as const])(
    'the messages and forms of %s are such that Discord takes them',
    async (_, viewsFor) => {
      expect(reader.t.locale).toBe(language);
      expect(await refusedOf(viewsFor(reader))).toEqual([]);
    },
  );
});

test('every view of a feature is among them', () => {
  const made = /^export (?:async )?function (\w*(?:View|Form|Panel|announcement))\b/gmu;
  const views = sourcesOf('src/features').flatMap((code) =>
    [...code.matchAll(made)].map(([, name]) => name!),
  );
  const shown = sourcesOf('test/i18n/fullest').join('');
  expect(views.length).toBeGreaterThan(25);
  // Those are shown by what lists and manages the voices that one keeps.
  const within = ['ownVoicesView', 'manageView'];
  expect(views.filter((name) => !shown.includes(`${name}(`))).toEqual(within);
});

function sourcesOf(folder: string): readonly string[] {
  const root = new URL(`../../${folder}/`, import.meta.url).pathname;
  return globSync('**/*.ts', { cwd: root }).map((file) => readFileSync(`${root}${file}`, 'utf8'));
}

test.each(groups)('of %s, with texts that are far too long, none is taken', async (_, viewsFor) => {
  const { t } = readerIn('en-US');
  const endless = Object.assign(() => 'x'.repeat(4_001), {
    locale: t.locale,
    languages: t.languages,
  });
  const views = await viewsFor({ ...readerIn('en-US'), t: endless });
  expect(await refusedOf(views)).toHaveLength(Object.keys(views).length);
});
