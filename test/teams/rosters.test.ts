import { beforeEach, describe, expect, test } from '@jest/globals';
import type { PersonRef } from '../../src/domain/consultation.ts';
import type { ConnectorFor } from '../../src/teams/adapter.ts';
import { memberQuota } from '../../src/teams/pace.ts';
import { createRosters, RosterError, type Rosters } from '../../src/teams/rosters.ts';
import { createHandClock, type HandClock } from '../support/clock.ts';

const tenantId = '8462bbcd-b783-54f8-aba1-74546e4c44e8';
const serviceUrl = 'https://smba.example/';
const channel = '19:channel@thread.tacv2';

type Page = { members?: unknown; continuationToken?: string };
type Options = { pageSize?: number; continuationToken?: string };

let clock: HandClock;
let logged: string[];
/** What Teams was asked for, and when. */
let asked: { what: string; at: number }[];
/** What Teams answers: a page to the options it is asked with, or a member to an id. */
let pageFor: (options: Options) => Page;
let memberFor: (id: string) => unknown;
let rosters: Rosters;

beforeEach(() => {
  clock = createHandClock();
  logged = [];
  asked = [];
  pageFor = () => ({ members: [account('aino'), account('mika')] });
  memberFor = (id) => account(id.replace('29:', ''));
  const note = (what: string) => void asked.push({ what, at: clock.elapsed() });
  const conversations = {
    async getConversationPagedMembers(_channel: string, options: Options) {
      note(`page ${JSON.stringify(options)}`);
      return pageFor(options);
    },
    async getConversationMember(_channel: string, id: string) {
      note(`member ${id}`);
      return memberFor(id);
    },
  };
  const log = { warn: (_fields: object, message: string) => void logged.push(message) };
  rosters = createRosters({ connectorFor: (async () => ({ conversations })) as unknown as ConnectorFor, tenantId, clock, log });
});

function account(name: string) {
  return { id: `29:${name}`, objectId: name, givenName: name, surname: 'Esimerkki', tenantId, userRole: 'user' };
}

function person(name: string): PersonRef {
  return { id: name, teamsId: `29:${name}`, name };
}

/** How the SDK throws what Teams refuses. */
function refusal(statusCode: number, code: string): Error {
  return Object.assign(new Error(code), { statusCode, code });
}

function refuse(statusCode: number, code: string): never {
  throw refusal(statusCode, code);
}

describe('A roster', () => {
  test('is asked for page by page, the first without a token', async () => {
    pageFor = ({ continuationToken }) =>
      continuationToken ? { members: [account('mika')] } : { members: [account('aino')], continuationToken: 'next' };

    const members = await rosters.membersOf(serviceUrl, channel);

    expect(members.map(({ personId, name }) => [personId, name])).toEqual([
      ['aino', 'aino Esimerkki'],
      ['mika', 'mika Esimerkki'],
    ]);
    expect(asked.map(({ what }) => what)).toEqual(['page {"pageSize":500}', 'page {"pageSize":500,"continuationToken":"next"}']);
  });

  test.each<[string, (options: Options) => Page]>([
    [
      'fails on its second page',
      ({ continuationToken }) => (continuationToken ? refuse(500, 'ServiceError') : { members: [], continuationToken: 'x' }),
    ],
    ['is refused', () => refuse(403, 'BadArgument')],
    ['is of a channel that is not found', () => refuse(404, 'ConversationNotFound')],
    ['is of a channel that the bot is no part of', () => refuse(404, 'MemberNotFoundInConversation')],
    ['comes round to a page again', () => ({ members: [account('aino')], continuationToken: 'again' })],
    ['never ends', () => ({ members: [account('aino')], continuationToken: `page ${asked.length}` })],
    ['has no list', () => ({})],
    ['has a list of words', () => ({ members: ['aino', 'mika'] })],
  ])('that %s is unknown, not short', async (_what, answer) => {
    pageFor = answer;

    await expect(rosters.membersOf(serviceUrl, channel)).rejects.toThrow(RosterError);

    expect(asked.length).toBeLessThanOrEqual(101);
    expect(logged).toEqual(['roster.unavailable']);
  });

  test('in which Teams tells of nobody whose they are is complete, and logged', async () => {
    pageFor = () => ({ members: [{ ...account('aino'), userRole: undefined }] });

    expect(await rosters.membersOf(serviceUrl, channel)).toHaveLength(1);
    expect(logged).toEqual(['roster.unestablished']);
  });

  test('that stays unknown is logged once a minute', async () => {
    pageFor = () => refuse(500, 'ServiceError');
    for (let count = 0; count < 10; count++) {
      await expect(rosters.membersOf(serviceUrl, channel)).rejects.toThrow(RosterError);
      clock.advance(15_000);
    }

    expect(logged).toHaveLength(3);
  });
});

describe('One person', () => {
  test('is asked for as one person, by the id that Teams gave them, or that Entra did', async () => {
    await rosters.memberOf(serviceUrl, channel, person('aino'));
    await rosters.memberOf(serviceUrl, channel, { id: 'mika', teamsId: '', name: '' });

    expect(asked.map(({ what }) => what)).toEqual(['member 29:aino', 'member mika']);
  });

  test('is no member only if Teams says so in its own code, or names somebody else', async () => {
    memberFor = (id) => (id === '29:aino' ? refuse(404, 'MemberNotFoundInConversation') : account('somebody-else'));

    expect(await rosters.memberOf(serviceUrl, channel, person('aino'))).toBeNull();
    expect(await rosters.memberOf(serviceUrl, channel, person('mika'))).toBeNull();
  });

  test.each([
    [404, 'ConversationNotFound'],
    [404, 'ServiceError'],
    [403, 'BotNotInConversationRoster'],
    [403, 'BadArgument'],
    [401, 'Unauthorized'],
    [500, 'InternalServerError'],
  ])('is unknown where Teams answers %i %s', async (status, code) => {
    memberFor = () => refuse(status, code);

    await expect(rosters.memberOf(serviceUrl, channel, person('aino'))).rejects.toThrow(RosterError);
  });

  test('who is no member uses up one look-up in half a minute, however often they press; who has joined by then is found at once', async () => {
    memberFor = () => refuse(404, 'MemberNotFoundInConversation');
    for (let count = 0; count < 290; count++) {
      expect(await rosters.memberOf(serviceUrl, channel, person('stranger'))).toBeNull();
      clock.advance(100);
    }
    expect(asked).toHaveLength(1);

    memberFor = () => account('stranger');
    rosters.forget(channel);

    expect(await rosters.memberOf(serviceUrl, channel, person('stranger'))).toMatchObject({ personId: 'stranger' });
  });

  test('who is a member is asked for again after five seconds, and at once after somebody has left', async () => {
    const ask = () => rosters.memberOf(serviceUrl, channel, person('aino'));
    await Promise.all([ask(), ask(), ask()]);
    clock.advance(4_900);
    await ask();
    expect(asked).toHaveLength(1);

    clock.advance(200);
    await ask();
    memberFor = () => refuse(404, 'MemberNotFoundInConversation');
    rosters.forget(channel);

    expect(await ask()).toBeNull();
    expect(asked).toHaveLength(3);
  });
});

describe('Many people', () => {
  const crowd = Array.from({ length: 1_000 }, (_, index) => person(`p${index}`));
  const most = Math.max(...memberQuota.map(([count]) => count));

  test('who ask at once share one roster, and each is told the truth', async () => {
    pageFor = () => ({ members: crowd.filter((_, index) => index % 2 === 0).map(({ id }) => account(id)) });
    memberFor = (id) => (Number(id.slice(4)) % 2 === 0 ? account(id.slice(3)) : refuse(404, 'MemberNotFoundInConversation'));

    const found = await Promise.all(crowd.map((one) => rosters.memberOf(serviceUrl, channel, one)));

    expect(found.map((member) => member !== null)).toEqual(crowd.map((_, index) => index % 2 === 0));
    expect(asked.length).toBeLessThanOrEqual(5);
  });

  test('who ask one after the other stay within Teams’ quotas: they wait', async () => {
    for (const one of crowd.slice(0, most)) expect(await rosters.memberOf(serviceUrl, channel, one)).not.toBeNull();

    const times = asked.map(({ at }) => at);
    for (const [count, ms] of memberQuota) {
      const tooSoon = times.filter((at, index) => index >= count && at - (times[index - count] ?? 0) < ms);
      expect(tooSoon).toEqual([]);
    }
  });

  test('of whom Teams does not tell are unknown, and other channels are not concerned', async () => {
    pageFor = () => refuse(503, 'ServiceUnavailable');
    memberFor = () => refuse(500, 'ServiceError');

    const outcomes = await Promise.allSettled(crowd.slice(0, 50).map((one) => rosters.memberOf(serviceUrl, channel, one)));
    memberFor = (id) => account(id.slice(3));

    expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true);
    expect(await rosters.memberOf(serviceUrl, '19:other@thread.tacv2', person('aino'))).not.toBeNull();
  });
});
