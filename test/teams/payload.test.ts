import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import * as z from 'zod/v4';
import { Request } from '../../src/domain/request.ts';
import { commandOf, draftOf, intentionOf, issuesOf, Payload } from '../../src/teams/payload.ts';
import { uuid } from '../support/clock.ts';
import { requestOf } from '../support/consultations.ts';

const sent = { v: 1, card: 'channel', id: uuid(1), rev: 3, entry: 0 } as const;

describe('what a card sends', () => {
  test('is read with all that was typed beside it', () => {
    expect(Payload.parse({ ...sent, verb: 'answer', 'text-answer': 'Näin.' })).toMatchObject({ verb: 'answer', 'text-answer': 'Näin.' });
  });

  test('of a kind that needs no entry is read without one', () => {
    const { entry: _, ...older } = sent;

    expect(Payload.parse({ ...older, verb: 'claim' }).entry).toBe(0);
  });

  test.each([
    ['another version of cards', { v: 2 }],
    ['a card that there is not', { card: 'mine' }],
    ['no consultation', { id: 'OT-234567' }],
    ['a revision that cannot be', { rev: -1 }],
    ['a revision as a text', { rev: '3' }],
    ['no verb', { verb: undefined }],
    ['a verb without end', { verb: 'x'.repeat(41) }],
  ])('is not read if it has %s', (_, change) => {
    expect(Payload.safeParse({ ...sent, verb: 'claim', ...change }).success).toBe(false);
  });
});

describe('the command in a payload', () => {
  test.each([
    ['claims for a discipline', { verb: 'claim', discipline: 'health' }, { verb: 'claim', discipline: 'health' }],
    ['claims for whichever is first', { verb: 'claim' }, { verb: 'claim' }],
    ['leaves', { verb: 'leave' }, { verb: 'leave' }],
    ['answers, the text trimmed', { verb: 'answer', 'text-answer': ' Näin. \n' }, { verb: 'answer', text: 'Näin.', checked: false }],
    [
      'answers with a word that is also a toggle’s',
      { verb: 'answer', 'text-answer': 'true' },
      { verb: 'answer', text: 'true', checked: false },
    ],
    [
      'answers once the text was looked at again',
      { verb: 'answer', 'text-answer': 'Näin.', 'checked-answer': 'true' },
      { verb: 'answer', text: 'Näin.', checked: true },
    ],
    [
      'is what its verb says, and is told to the experts, whatever else was typed',
      { verb: 'message', 'text-message': 'Hei.', 'verb-message': 'withdraw', 'heard-message': true },
      { verb: 'message', text: 'Hei.', checked: false, heard: false },
    ],
    ['releases without a reason', { verb: 'release', 'text-release': '' }, { verb: 'release', text: '', checked: false, seen: 3 }],
    [
      'redirects',
      { verb: 'redirect', 'target-redirect': 'area:ita', 'text-redirect': 'Muutto.' },
      { verb: 'redirect', target: 'area:ita', text: 'Muutto.', checked: false, seen: 3 },
    ],
    [
      'assigns, from a card that asks for no discipline',
      { verb: 'assign', 'expert-assign': 'emmi' },
      { verb: 'assign', expert: 'emmi', seen: 3 },
    ],
    [
      'assigns in the discipline that was chosen, whatever the card said',
      { verb: 'assign', 'expert-assign': 'emmi', discipline: 'social', 'discipline-assign': 'health' },
      { verb: 'assign', expert: 'emmi', discipline: 'health', seen: 3 },
    ],
    [
      'closes with both answers',
      { verb: 'close', 'helped-close': '4', 'change-close': 'surer' },
      { verb: 'close', outcome: 'advice', helped: 4, change: 'surer' },
    ],
    ['closes without any', { verb: 'close', 'helped-close': '' }, { verb: 'close', outcome: 'advice', helped: null, change: null }],
  ])('%s', (_, given, command) => {
    expect(commandOf(payloadOf(given))).toEqual(command);
  });

  test('takes nothing that was typed for another button of the same card', () => {
    const given = { verb: 'answer', 'text-answer': 'Vastaus.', 'text-ask-info': 'Kysymys.', 'text-message': 'Viesti.' };

    expect(commandOf(payloadOf(given))).toMatchObject({ text: 'Vastaus.' });
  });

  test('does not let a card say what only the bot knows', () => {
    const given = { verb: 'message', 'text-message': 'Hei.', text: 'Muuta.', checked: true, heard: true, key: 'k' };

    expect(commandOf(payloadOf(given))).toEqual({ verb: 'message', text: 'Hei.', checked: false, heard: false });
  });

  test.each([
    ['an answer without a text', { verb: 'answer' }, [{ field: 'text', problem: 'missing' }]],
    ['an answer of spaces', { verb: 'answer', 'text-answer': ' \n ' }, [{ field: 'text', problem: 'missing' }]],
    [
      'an answer that is too long',
      { verb: 'answer', 'text-answer': 'x'.repeat(5001) },
      [{ field: 'text', problem: 'too-long', limit: 5000 }],
    ],
    ['a text that is none', { verb: 'answer', 'text-answer': ['x'] }, [{ field: 'text', problem: 'invalid' }]],
    [
      'a redirection to nowhere',
      { verb: 'redirect' },
      [
        { field: 'target', problem: 'missing' },
        { field: 'text', problem: 'missing' },
      ],
    ],
    ['a discipline that there is not', { verb: 'join', discipline: 'law' }, [{ field: 'discipline', problem: 'invalid' }]],
    ['a joining without a discipline', { verb: 'join' }, [{ field: 'discipline', problem: 'missing' }]],
    ['a grade beyond the scale', { verb: 'close', 'helped-close': '6' }, [{ field: 'helped', problem: 'invalid' }]],
    ['a grade below it', { verb: 'close', 'helped-close': '0' }, [{ field: 'helped', problem: 'invalid' }]],
    ['a revision, which has a form of its own', { verb: 'revise', 'request-revise': requestOf() }, [{ field: 'verb', problem: 'invalid' }]],
    ['a command of the clock’s', { verb: 'tick' }, [{ field: 'verb', problem: 'invalid' }]],
    ['a command that there is not', { verb: '__proto__' }, [{ field: 'verb', problem: 'invalid' }]],
  ])('%s is refused, with what is wrong', (_, given, issues) => {
    expect(commandOf(payloadOf(given))).toEqual({ code: 'invalid', issues });
  });

  test('is a command or a refusal whatever a client sends, and never throws', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.anything()),
        fc.constantFrom('answer', 'close', 'redirect', 'revise', 'x'),
        (given, verb) => {
          const command = commandOf({ ...given, ...sent, verb } as Payload);

          expect('code' in command ? command.code : command.verb).toBe('code' in command ? 'invalid' : verb);
        },
      ),
    );
  });
});

test('the same words in other code points are the same intention', () => {
  const keyOf = (text: string) => {
    const payload = payloadOf({ verb: 'answer', 'text-answer': text });
    return intentionOf(payload, commandOf(payload), 'sirpa');
  };

  expect(keyOf(`${'Äiti jää töihin.'.normalize('NFD')}\r\n\u202c`)).toBe(keyOf('Äiti jää töihin.'));
});

describe('what somebody is writing', () => {
  test('is the text and the target that came with the command', () => {
    const given = { verb: 'redirect', 'target-redirect': 'area:ita', 'text-redirect': ' Muutto ' };

    expect(draftOf(payloadOf(given), true)).toEqual({ verb: 'redirect', text: 'Muutto', target: 'area:ita', offersCheck: true });
  });

  test('is the expert who was chosen, and their discipline', () => {
    const given = { verb: 'assign', 'expert-assign': 'emmi', 'discipline-assign': 'health' };

    expect(draftOf(payloadOf(given), false)).toEqual({
      verb: 'assign',
      text: '',
      target: 'emmi',
      discipline: 'health',
      offersCheck: false,
    });
  });

  test('is empty where a card only opens the fields of a command', () => {
    expect(draftOf(payloadOf({ verb: 'see', draft: 'redirect' }), false)).toEqual({
      verb: 'redirect',
      text: '',
      target: '',
      offersCheck: false,
    });
  });

  test.each(['assign', 'redirect'])('is kept of %s though nothing was chosen, since only its form can ask for it', (verb) => {
    expect(draftOf(payloadOf({ verb }), false)).toEqual({ verb, text: '', target: '', offersCheck: false });
  });

  test.each([
    ['a look at the card', { verb: 'see' }],
    ['a claim', { verb: 'claim', discipline: 'health' }],
    ['a closing', { verb: 'close', 'outcome-close': 'advice' }],
    ['a reason left out', { verb: 'release', 'text-release': '' }],
    ['a text that is none', { verb: 'answer', 'text-answer': 5 }],
    ['fields of a command that is none', { verb: 'see', draft: { verb: 'redirect' } }],
  ])('is nothing in %s', (_, given) => {
    expect(draftOf(payloadOf(given), false)).toBeNull();
  });
});

describe('an intention', () => {
  const answer = { verb: 'answer', text: 'Näin.' };
  const key = intentionOf({ rev: 3 }, answer, 'mika');

  test('is the same however often it is sent', () => {
    expect(intentionOf({ rev: 3 }, { ...answer }, 'mika')).toBe(key);
    expect(key).toMatch(/^[\w-]{22}$/);
  });

  test.each([
    ['another person', intentionOf({ rev: 3 }, answer, 'sirpa')],
    ['another version of the card', intentionOf({ rev: 4 }, answer, 'mika')],
    ['other words', intentionOf({ rev: 3 }, { ...answer, text: 'Noin.' }, 'mika')],
    ['another command', intentionOf({ rev: 3 }, { verb: 'message', text: 'Näin.' }, 'mika')],
  ])('is another of %s', (_, other) => {
    expect(other).not.toBe(key);
  });
});

describe('what is wrong with a form', () => {
  test('is told of each field once, in the form’s order', () => {
    const parsed = Request.safeParse(
      {
        county: '99',
        help: '',
        disciplines: [],
        secondaryFields: ['muu', 'muu', 'muu'],
        title: 'x'.repeat(121),
        situation: ' ',
        language: 'fi',
      },
      { reportInput: true },
    );

    expect(parsed.success ? [] : issuesOf(parsed.error)).toEqual([
      { field: 'county', problem: 'invalid' },
      { field: 'sector', problem: 'missing' },
      { field: 'disciplines', problem: 'missing' },
      { field: 'field', problem: 'missing' },
      { field: 'secondaryFields', problem: 'too-many', limit: 2 },
      { field: 'title', problem: 'too-long', limit: 120 },
      { field: 'situation', problem: 'missing' },
      { field: 'question', problem: 'missing' },
      { field: 'help', problem: 'missing' },
      { field: 'urgency', problem: 'missing' },
    ]);
  });

  test('names the list where one of its items is wrong', () => {
    const parsed = z
      .object({ disciplines: z.array(z.enum(['social'])) })
      .safeParse({ disciplines: ['social', 'law'] }, { reportInput: true });

    expect(parsed.success ? [] : issuesOf(parsed.error)).toEqual([{ field: 'disciplines', problem: 'invalid' }]);
  });
});

function payloadOf(given: object): Payload {
  return Payload.parse({ ...sent, ...given });
}
