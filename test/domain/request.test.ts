import { describe, expect, test } from '@jest/globals';
import { asksSame, Request } from '../../src/domain/request.ts';
import { requestOf } from '../support/consultations.ts';

const asked = requestOf();

describe('two requests', () => {
  test('say the same whatever code points and line ends they are written in', () => {
    const composed = { ...asked, situation: 'Äiti jää töihin.\nIsä ei.' };

    expect(asksSame(composed, { ...composed, situation: `${composed.situation.normalize('NFD').replace('\n', '\r\n')} \u202c` })).toBe(
      true,
    );
    expect(asksSame(composed, { ...composed, situation: 'Äiti jää töihin. Isä ei.' })).toBe(false);
  });

  test('are compared also where one was taken in when more was taken', () => {
    const old = { ...asked, title: '\u3164' };

    expect(asksSame(old, old)).toBe(true);
    expect(asksSame(old, asked)).toBe(false);
  });
});

test.each(['title', 'situation', 'question', 'tried'] as const)('a request’s %s is cleaned, and counted as it is kept', (field) => {
  const letters = 'ä'.repeat(100);

  expect(Request.parse({ ...asked, [field]: `\0${letters.normalize('NFD')}\u202e ` })[field]).toBe(letters);
});
