import { afterEach, beforeEach, expect } from '@jest/globals';
import type { Country } from './country.ts';
import { showing } from './stories.ts';

/**
 * Holds every test of a file to this: whatever was sent, nothing that is stored has changed, nothing broke, and the bot goes on.
 * `accept` takes the change that a test has meant to make, and the trouble that it has meant to cause.
 */
export function keepUnharmed(country: () => Country) {
  let state: ReturnType<Country['state']>;
  let troubles = 0;
  let heard = 0;

  function accept(): void {
    state = country().state();
    troubles = country().troubles().length;
  }

  beforeEach(async () => {
    accept();
    heard = (await country().traffic()).length;
  });

  afterEach(async () => {
    await country().settled();
    const asked = (await country().traffic()).slice(heard).filter(({ direction }) => direction === 'to-bot');
    expect(asked.filter(({ status }) => status === 0 || status >= 500)).toEqual([]);
    expect(country().troubles().slice(troubles)).toEqual([]);
    expect(country().state()).toEqual(state);
    const pirkko = country().person('Pirkko Tervaluoto');
    await pirkko.says('ohje');
    expect(await pirkko.seesLast()).toEqual(showing('Hei, Pirkko! Olen Neuvo.'));
  });

  return { accept };
}
