import type { FindAbsent } from '../../src/desk/departures.ts';
import { createDesk, type Desk, type FindExpert, type IsMember, type Visitor } from '../../src/desk/desk.ts';
import { createDirectory, type DirectoryDesk } from '../../src/desk/directory.ts';
import type { Act } from '../../src/domain/command.ts';
import type { Consultation } from '../../src/domain/consultation.ts';
import type { Log } from '../../src/log.ts';
import { createSqliteStore } from '../../src/store/sqlite.ts';
import type { Store, Stored } from '../../src/store/store.ts';
import { createHandClock, type HandClock, uuid } from '../support/clock.ts';
import { actOf, actors, directory as country, north, requestOf } from '../support/consultations.ts';
import { createFakeTeams, type FakeTeams } from '../support/fake-teams.ts';

/** A desk over an empty store, with a Teams and a clock in the test's hand, and one network, which takes what is asked. */
export type Stage = {
  store: Store;
  clock: HandClock;
  directory: DirectoryDesk;
  teams: FakeTeams;
  desk: Desk;
  /** What the desks have logged, one JSON text an event. */
  logged: string[];
  /** What the desks have counted: a verb or a notice's type, and what came of it. */
  counted: string[];
  /** Another process over the same store, with a sender of its own. `members`: who is in the channel, if not everybody who is called expert. */
  openDesk(holder: string, teams: FakeTeams, other?: { store?: Store; members?: Set<string> }): Desk;
  /** Asks, and answers the consultation's id; its first notices are on their way. */
  ask(number?: number): Promise<string>;
  /** The same, and everything has been delivered. */
  asked(number?: number): Promise<string>;
  act(id: string, act: Act, visitor: Visitor, key?: string): ReturnType<Desk['act']>;
  /** What the store holds. */
  read(id: string): Promise<Stored<Consultation>>;
};

export const asker = visitor('asker');
export const expert = visitor('expert-1');
export const otherExpert = visitor('expert-2');
export const stranger = visitor('stranger');
export const coordinator: Visitor = actors.coordinator;

export const request = requestOf();
export const claim = actOf('claim', { discipline: 'social' });
export const answer = actOf('answer');
export const message = actOf('message');
export const askInfo = actOf('ask-info');

/** Somebody invented; whoever is called expert is a member of the network's channel. */
export function visitor(id: string): Visitor {
  return { person: { id, teamsId: `29:${id}`, name: `Nimi ${id}` }, locale: 'fi' };
}

/** A consultation's form, filled in; its nonce is made of `number`. */
export function formOf(number: number) {
  return { verb: 'submit' as const, id: uuid(0xf000 + number), request, checked: false };
}

export async function createStage(): Promise<Stage> {
  const store = createSqliteStore(':memory:');
  const clock = createHandClock();
  const directory = createDirectory({ store, coordinators: country.coordinators });
  const teams = createFakeTeams();
  const logged: string[] = [];
  const counted: string[] = [];
  const log = logInto(logged);
  const count = (what: string, outcome: string) => void counted.push(`${what}: ${outcome}`);
  const metrics = { decision: count, delivery: count, setAside: (reason: string) => void counted.push(`set aside: ${reason}`) };
  let keys = 0;
  await directory.register(north);

  function openDesk(holder: string, { send }: FakeTeams, other: { store?: Store; members?: Set<string> } = {}): Desk {
    const isMember: IsMember = async (_card, { id }) => (other.members ? other.members.has(id) : id.startsWith('expert'));
    const findExpert: FindExpert = async (card, id) => ((await isMember(card, visitor(id).person)) ? visitor(id).person : null);
    const findAbsent: FindAbsent = async (card, people) => {
      const there = await Promise.all(people.map((person) => isMember(card, person)));
      return people.filter((_, index) => !there[index]);
    };
    return createDesk({ store: other.store ?? store, clock, log, metrics, holder, directory, isMember, findExpert, findAbsent, send });
  }

  const desk = openDesk('first', teams);
  async function ask(number = 1): Promise<string> {
    return (await desk.submit(formOf(number), asker)).consultation?.id ?? '';
  }

  return {
    store,
    clock,
    directory,
    teams,
    desk,
    logged,
    counted,
    openDesk,
    ask,
    async asked(number) {
      const id = await ask(number);
      await desk.drain();
      return id;
    },
    act: (id, act, visitor, key = `key-${++keys}`) => desk.act(id, act, key, visitor),
    read: async (id) => (await store.get(id)) as Stored<Consultation>,
  };
}

function logInto(lines: string[]): Log {
  const write = (fields: Record<string, unknown>, message: string) => void lines.push(JSON.stringify({ ...fields, message }));
  return { info: write, warn: write, error: write };
}
