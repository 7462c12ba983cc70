import { beforeEach, expect, test } from '@jest/globals';
import type { Activity, TurnContext } from 'botbuilder';
import type { Network } from '../../src/domain/network.ts';
import { createPeople, type People } from '../../src/teams/people.ts';
import { createRosters } from '../../src/teams/rosters.ts';
import { createTeamEvents } from '../../src/teams/team-events.ts';
import { createStage, type Stage } from '../desk/stage.ts';
import { createHandClock } from '../support/clock.ts';
import { north } from '../support/consultations.ts';

const disturbing = ' \u202eAino\0\u200f \n Sarkavaara\u2067 ';
const serviceUrl = 'https://teams.example/';
const tenantId = 'tenant';

let stage: Stage;
let people: People;
beforeEach(async () => {
  stage = await createStage();
  const members = [{ id: '29:aino', objectId: 'aino', name: disturbing, userRole: 'user', tenantId }];
  const conversations = { getConversationPagedMembers: async () => ({ members }), getConversationMember: async () => members[0] };
  const connectorFor = async () => ({ conversations }) as never;
  const rosters = createRosters({ connectorFor, tenantId, clock: createHandClock(), log: { warn() {} } });
  people = createPeople({ directory: stage.directory, rosters });
});

test('a person is called what can be read in a sentence', async () => {
  const person = await people.meet(turnOf(disturbing));

  expect(person?.name).toBe('Aino Sarkavaara');
});

test('a person whose name cannot be seen keeps the one by which they are known', async () => {
  await people.meet(turnOf('Aino Sarkavaara'));

  expect((await people.meet(turnOf('\u3164\u200b')))?.name).toBe('Aino Sarkavaara');
});

test('the members of a channel are called what can be read in a sentence', async () => {
  expect(await people.expertsIn(serviceUrl, north.channel)).toEqual([{ id: 'aino', teamsId: '29:aino', name: 'Aino Sarkavaara' }]);
});

test('a channel and a network that is called after it take a new name as it can be read', async () => {
  const { directory } = stage;
  await directory.changeNetwork(north.id, (before): Network => ({ ...before, name: 'Vanha', place: { channel: 'Vanha', team: '' } }));
  const desk = { takeBack: async () => {}, partWith: async () => {} };
  const events = createTeamEvents({ desk, directory, people, places: { placeOf: async () => null }, clock: createHandClock() });
  const channelData = { eventType: 'channelRenamed', channel: { id: north.channel, name: disturbing } };

  await events.take({ type: 'conversationUpdate', recipient: { id: '28:bot' }, channelData } as Activity);

  const { networks } = await directory.current();
  expect(networks.find(({ id }) => id === north.id)).toMatchObject({ name: 'Aino Sarkavaara', place: { channel: 'Aino Sarkavaara' } });
});

function turnOf(name: string): TurnContext {
  const from = { id: '29:aino', aadObjectId: 'aino', name };
  return { activity: { from, conversation: { id: 'a:1', conversationType: 'personal' }, serviceUrl } } as unknown as TurnContext;
}
