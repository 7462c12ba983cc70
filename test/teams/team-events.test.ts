import { beforeEach, expect, test } from '@jest/globals';
import type { Activity } from 'botbuilder';
import { createDirectory, type DirectoryDesk } from '../../src/desk/directory.ts';
import type { NetworkState } from '../../src/domain/network.ts';
import { createSqliteStore } from '../../src/store/sqlite.ts';
import type { Places } from '../../src/teams/places.ts';
import { createTeamEvents, type TeamEvents } from '../../src/teams/team-events.ts';
import { createHandClock } from '../support/clock.ts';
import { north, northGeneral } from '../support/consultations.ts';

const bot = { id: '28:bot' };
let directory: DirectoryDesk;
let events: TeamEvents;
let asked: string[];
let forgotten: string[];
let placeOf: Places['placeOf'];

beforeEach(async () => {
  directory = createDirectory({ store: createSqliteStore(':memory:'), coordinators: [] });
  asked = [];
  forgotten = [];
  placeOf = async () => ({ channel: '', team: '' });
  events = createTeamEvents({
    desk: { takeBack: async () => {}, partWith: async () => {} },
    directory,
    people: { membersIn, forget: (channel) => void forgotten.push(channel) },
    places: { placeOf: (...question) => placeOf(...question) },
    clock: createHandClock(),
  });
});

/** Teams is away whenever it is asked for the first network's channel. */
async function membersIn(_serviceUrl: string, channel: string) {
  asked.push(channel);
  if (channel === north.channel) throw new Error('Teams is away');
  return { count: 9, experts: [], isThere: () => true };
}

async function registered(state: NetworkState): Promise<void> {
  for (const network of [north, northGeneral]) await directory.register({ ...network, state });
}

function told(eventType: string, change: object = {}): Promise<void> {
  return events.take({
    type: 'conversationUpdate',
    recipient: bot,
    channelData: { eventType, team: { id: north.team } },
    ...change,
  } as Activity);
}

async function states() {
  const { networks } = await directory.current();
  return Object.fromEntries(networks.map(({ name, state, members }) => [name, `${state} ${members}`]));
}

test('a channel whose members Teams does not tell keeps no other of the team from coming back, and the event is sent again', async () => {
  await registered('gone');

  await expect(told('teamRestored')).rejects.toThrow('Teams is away');

  expect(await states()).toEqual({ [north.name]: 'active 5', [northGeneral.name]: 'active 9' });
});

test('a team that comes back while Teams does not tell its channels is asked for again: the event is not lost', async () => {
  await registered('gone');
  placeOf = async () => Promise.reject(new Error('Teams is away'));

  await expect(told('teamRestored')).rejects.toThrow('Teams is away');
});

test('a channel that Teams says is back is taken at its word: private channels are in no list', async () => {
  await registered('gone');
  placeOf = async () => null;

  await told('channelRestored', {
    channelData: { eventType: 'channelRestored', team: { id: north.team }, channel: { id: northGeneral.channel } },
  });

  expect(await states()).toEqual({ [north.name]: 'gone 5', [northGeneral.name]: 'active 9' });
});

test('a bot that is removed from one channel is still in its team', async () => {
  await registered('active');

  await told('channelMemberRemoved', {
    membersRemoved: [bot],
    channelData: { eventType: 'channelMemberRemoved', team: { id: north.team }, channel: { id: northGeneral.channel } },
  });

  expect(await states()).toEqual({ [north.name]: 'active 5', [northGeneral.name]: 'gone 5' });
});

test('Teams is asked anew, once for each channel, however many come at once', async () => {
  await registered('active');

  await expect(told('teamMemberAdded', { membersAdded: [{ id: '29:one' }, { id: '29:two' }] })).rejects.toThrow('Teams is away');

  expect(asked.sort()).toEqual([north.channel, northGeneral.channel].sort());
  expect(forgotten.sort()).toEqual(asked);
  expect(await states()).toEqual({ [north.name]: 'active 5', [northGeneral.name]: 'active 9' });
});
