import { beforeEach, expect, test } from '@jest/globals';
import type { Activity } from 'botbuilder';
import type { ConnectorFor } from '../../src/teams/adapter.ts';
import type { View } from '../../src/teams/cards.ts';
import { createRedraw } from '../../src/teams/redraw.ts';

const where = { serviceUrl: 'https://smba.trafficmanager.net/emea/', conversation: { id: '19:channel@thread.tacv2' } } as Activity;

let drawn: string[];
let warned: string[];
let taken: PromiseWithResolvers<void>;
let refused: string[];
beforeEach(() => {
  drawn = [];
  warned = [];
  taken = Promise.withResolvers();
  refused = [];
});

test('whoever has made a change does not wait until it is drawn; whoever settles does', async () => {
  const { redraw, settle } = redrawing();

  redraw(where, '1', saying('rekisteröity'));
  const before = [...drawn];
  taken.resolve();
  await settle();

  expect({ before, drawn }).toEqual({ before: [], drawn: ['1 rekisteröity'] });
});

test('no older view covers a newer one, and what has been overtaken is not drawn at all', async () => {
  const { redraw, settle } = redrawing();

  redraw(where, '1', saying('käytössä'));
  redraw(where, '1', saying('tauolla'));
  redraw(where, '1', saying('taas käytössä'));
  redraw(where, '2', saying('muu kortti'));
  taken.resolve();
  await settle();

  expect(drawn.filter((one) => one.startsWith('1'))).toEqual(['1 käytössä', '1 taas käytössä']);
  expect(drawn).toContain('2 muu kortti');
});

test('what Teams does not take is logged, and the next one is drawn', async () => {
  const { redraw, settle } = redrawing();

  redraw(where, '1', saying('käytössä'));
  redraw(where, '1', saying('tauolla'));
  refused = ['käytössä'];
  taken.resolve();
  await settle();

  expect({ drawn, warned }).toEqual({ drawn: ['1 tauolla'], warned: ['card not redrawn'] });
});

test('a form that was opened from no card of the bot’s leaves nothing to draw', async () => {
  const { redraw, settle } = redrawing();

  redraw(where, '', saying('rekisteröity'));
  await settle();

  expect(drawn).toEqual([]);
});

test('a message that the bot has not posted as a card of networks stays as it is, whoever names it', async () => {
  const { redraw, settle } = redrawing();

  redraw(where, 'foreign', saying('rekisteröity'));
  redraw({ ...where, conversation: { id: '19:elsewhere@thread.tacv2' } } as Activity, '1', saying('rekisteröity'));
  taken.resolve();
  await settle();

  expect({ drawn, warned }).toEqual({ drawn: [], warned: [] });
});

/** A Teams that takes a card when `taken` resolves, unless it says what is refused. */
function redrawing() {
  const conversations = {
    async updateActivity(_conversation: string, message: string, { summary = '' }: Activity) {
      await taken.promise;
      if (refused.includes(summary)) throw new Error('away');
      drawn.push(`${message} ${summary}`);
    },
  };
  const connectorFor = (async () => ({ conversations })) as unknown as ConnectorFor;
  const log = { info() {}, error() {}, warn: (_fields: object, message: string) => void warned.push(message) };
  const directory = {
    isCard: async (conversation: string, message: string) => conversation === where.conversation.id && message !== 'foreign',
  };
  return createRedraw({ directory, connectorFor, paced: (_, send) => send(), log });
}

function saying(summary: string): View {
  return { name: 'invite', data: { summary, lang: 'fi' } };
}
