import { describe, expect, test } from '@jest/globals';
import { contentOf, type Pressable } from '../../src/local-teams/card.ts';
import { gather, inputView, objection } from '../../src/local-teams/card-inputs.ts';

/** A send button beside one input. */
function buttonBeside(input: object, action: object = {}): Pressable {
  const actions = [{ type: 'Action.Submit', title: 'Lähetä', ...action }];
  const [button] = contentOf({ type: 'AdaptiveCard', version: '1.5', body: [{ id: 'x', ...input }], actions }).pressables;
  return button as Pressable;
}

const number = { type: 'Input.Number', min: 1, max: 5 };
const date = { type: 'Input.Date', min: '2026-11-01', max: '2026-11-30' };
const time = { type: 'Input.Time', min: '08:00', max: '16:00' };
const toggle = { type: 'Input.Toggle', title: 'Ei tunnistetietoja', isRequired: true };
const coded = { type: 'Input.Text', regex: '^OT-[A-Z]+$' };
const choice = { type: 'Input.ChoiceSet', choices: [{ title: 'A', value: 'a' }] };

describe('what an input takes', () => {
  test.each([
    ['a number in its range', number, '5'],
    ['a date in its range', date, '2026-11-30'],
    ['a time in its range', time, '08:00'],
    ['a required tick', toggle, 'true'],
    ['a text of the right form', coded, 'OT-ABC'],
    ['one of its choices', choice, 'a'],
    ['nothing, if it isn’t required', number, ''],
    ['what a query may have offered', { ...choice, 'choices.data': { type: 'Data.Query', dataset: 'people' } }, 'z'],
  ])('%s', (_what, input, value) => {
    expect(objection(buttonBeside(input), { x: value })).toBeNull();
  });

  test.each([
    ['a number out of range', number, '6'],
    ['a word for a number', number, 'viisi'],
    ['a date out of range', date, '2026-12-01'],
    ['a date in another form', date, '1.11.2026'],
    ['a time out of range', time, '16:01'],
    ['a time in another form', time, '9'],
    ['no tick where one is required', toggle, 'false'],
    ['a text of another form', coded, 'ot-1'],
    ['two choices where one is allowed', choice, 'a,a'],
  ])('not %s', (_what, input, value) => {
    expect(objection(buttonBeside(input), { x: value })).not.toBeNull();
  });
});

describe('what an action sends', () => {
  test('inputs go over its own data, as text; empty ones are left out', () => {
    const button = buttonBeside({ type: 'Input.Number', value: 3 }, { data: { x: 'old', verb: 'send' } });

    expect([gather(button, {}), gather(button, { x: '4' }), gather(button, { x: '' })]).toEqual([
      { x: '3', verb: 'send' },
      { x: '4', verb: 'send' },
      { x: 'old', verb: 'send' },
    ]);
  });

  test('an action without associated inputs sends its data alone, unchecked', () => {
    const button = buttonBeside(toggle, { associatedInputs: 'none', data: { verb: 'cancel' } });

    expect([objection(button, {}), gather(button, {})]).toEqual([null, { verb: 'cancel' }]);
  });
});

test('an input is shown with its label, its first value and its choices', () => {
  expect(
    [
      { id: 'x', ...toggle },
      { id: 'y', ...choice, label: 'Ala', value: 'a' },
    ].map(inputView),
  ).toEqual([
    { id: 'x', label: 'Ei tunnistetietoja', type: 'Input.Toggle', value: 'false' },
    { id: 'y', label: 'Ala', type: 'Input.ChoiceSet', value: 'a', choices: [{ title: 'A', value: 'a' }] },
  ]);
});
