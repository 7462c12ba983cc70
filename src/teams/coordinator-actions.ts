import { type Activity, ActivityTypes, type TurnContext } from 'botbuilder';
import * as z from 'zod/v4';
import type { DirectoryDesk } from '../desk/directory.ts';
import { AreaId, areasLookedAfter, areasOf, type Network, PersonRef } from '../domain/network.ts';
import type { Person } from '../domain/person.ts';
import { areaNames } from '../i18n/names.ts';
import { wordsOf } from '../i18n/translate.ts';
import { type Log, stackOf } from '../log.ts';
import { type ActionAnswer, card, message } from './action-answers.ts';
import { unlessAway } from './adapter.ts';
import type { View } from './cards.ts';
import type { People } from './people.ts';
import type { Reach } from './reach.ts';
import type { CardNotice } from './views/case.ts';
import { removeCoordinatorView } from './views/confirm.ts';
import { type CoordinatorsInput, coordinatorsView } from './views/coordinators.ts';
import { nameOf } from './views/names.ts';
import type { Listed } from './views/people-choices.ts';

// They wait who have named somebody.
const patienceMs = 5_000;
const id = z.string().max(100);
const Press = z.discriminatedUnion('verb', [
  z.looseObject({ v: z.literal(1), verb: z.literal('coordinators'), area: AreaId, page: z.int().catch(0) }),
  z.looseObject({ v: z.literal(1), verb: z.literal('name-coordinator'), for: AreaId, person: id.default('') }),
  z.looseObject({ v: z.literal(1), verb: z.literal('ask-remove-coordinator'), area: AreaId, person: id }),
  z.looseObject({ v: z.literal(1), verb: z.literal('remove-coordinator'), area: AreaId, person: id }),
]);
type Press = z.infer<typeof Press>;

type Dependencies = { directory: DirectoryDesk; people: People; reach: Reach; log: Log };

/** Builds what shows, names and removes coordinators. Every press is authorised anew. */
export function createCoordinatorActions({ directory, people, reach, log }: Dependencies) {
  /** Answers a press on a card of coordinators; null if it is on another card. */
  async function answer(_context: TurnContext, data: unknown, person: Person): Promise<ActionAnswer | null> {
    const parsed = Press.safeParse(data);
    if (!parsed.success) return null;
    const press = parsed.data;
    const area = press.verb === 'name-coordinator' ? press.for : press.area;
    const offered = await areasFor(person);
    const { networks, register } = wordsOf(person.locale);
    if (offered.length === 0) return message(networks.onlyCoordinator);
    if (!offered.includes(area)) return message(register.notYourArea);
    return pressed(press, area, offered, person);
  }

  /** The coordinators of an area, for one of them; others get a sentence. */
  async function listFor(person: Person): Promise<View | string> {
    const offered = await areasFor(person);
    const [area] = offered;
    return area ? viewOf(area, offered, person) : wordsOf(person.locale).networks.onlyCoordinator;
  }

  async function pressed(press: Press, area: AreaId, offered: AreaId[], person: Person): Promise<ActionAnswer> {
    switch (press.verb) {
      case 'coordinators':
        return card(await viewOf(area, offered, person, { page: press.page }));
      case 'name-coordinator':
        return card(await viewOf(area, offered, person, { notice: await name(area, press.person, person) }));
      case 'ask-remove-coordinator':
        return askToRemove(area, press.person, offered, person);
      case 'remove-coordinator':
        return remove(area, press.person, offered, person);
    }
  }

  async function name(area: AreaId, personId: string, { personId: by, locale }: Person): Promise<CardNotice> {
    const { coordinators, networks } = wordsOf(locale);
    if (personId === '') return notice('attention', coordinators.nameError);
    const members = await membersFor(area);
    if (!members) return notice('attention', networks.form.membersUnknown);
    const chosen = members.find((one) => one.id === personId);
    if (!chosen) return notice('attention', coordinators.refusals['not-a-member']);
    const refusal = await directory.nameCoordinator(area, PersonRef.parse(chosen));
    if (refusal) return notice('attention', coordinators.refusals[refusal]);
    await tell(chosen, area, by);
    return notice('good', coordinators.named(nameOf(chosen)));
  }

  async function askToRemove(area: AreaId, personId: string, offered: AreaId[], person: Person): Promise<ActionAnswer> {
    const { refusals } = wordsOf(person.locale).coordinators;
    const found = (await directory.coordinatorsIn(area)).find(({ id }) => id === personId);
    if (found) return card(removeCoordinatorView(found, area, person.locale));
    return card(await viewOf(area, offered, person, { notice: notice('attention', refusals['not-named']) }));
  }

  async function remove(area: AreaId, personId: string, offered: AreaId[], person: Person): Promise<ActionAnswer> {
    const { coordinators } = wordsOf(person.locale);
    const found = (await directory.coordinatorsIn(area)).find(({ id }) => id === personId);
    const refusal = await directory.removeCoordinator(area, personId);
    const removed = nameOf(found) || coordinators.somebody;
    const said = refusal ? notice('attention', coordinators.refusals[refusal]) : notice('good', coordinators.removed(removed));
    // Whoever has removed themselves may look no more.
    const left = refusal ? offered : await areasFor(person);
    return left.includes(area) ? card(await viewOf(area, left, person, { notice: said })) : message(said.text);
  }

  async function viewOf(
    area: AreaId,
    offered: AreaId[],
    { locale }: Person,
    shown: Pick<CoordinatorsInput, 'notice' | 'page'> = {},
  ): Promise<View> {
    const [coordinators, members] = await Promise.all([directory.coordinatorsIn(area), membersFor(area)]);
    const candidates = members?.filter(({ id }) => !coordinators.some((one) => one.id === id)) ?? null;
    const known = coordinators.map((one) => members?.find(({ id }) => id === one.id) ?? one);
    return coordinatorsView({ area, coordinators: known, candidates, offered, locale, ...shown });
  }

  async function areasFor({ personId }: Person): Promise<AreaId[]> {
    return areasLookedAfter(areasOf(await directory.current(), personId));
  }

  // The area's own first: a card does not carry everybody. Where an area has no network yet, whoever is in those of others. Null while Teams does not tell.
  async function membersFor(area: AreaId): Promise<Listed[] | null> {
    const { networks } = await directory.current();
    const used = networks.filter(({ state }) => state === 'active' || state === 'paused');
    const own = used.filter((network) => network.area === area);
    const others = used.filter((network) => network.area !== area && (own.length === 0 || network.area === 'kansallinen'));
    const found = await unlessAway(() => Promise.all([membersOf(own), membersOf(others)]));
    return found && [...new Map(found.flat().map((one) => [one.id, one])).values()];
  }

  async function membersOf(networks: Network[]): Promise<Listed[]> {
    const channels = Map.groupBy(networks, ({ team, channel }) => team || channel);
    const rosters = await Promise.all([...channels.values()].map(([first]) => people.expertsIn(...whereOf(first))));
    return rosters.flat().sort((a, b) => a.name.localeCompare(b.name, 'fi'));
  }

  // They have been named by now: whoever is not reached finds it out when they write.
  async function tell({ id }: PersonRef, area: AreaId, by: string): Promise<void> {
    try {
      const signal = AbortSignal.timeout(patienceMs);
      await reach(signal, id, by, async ({ connector, conversation, person }) => {
        const locale = person?.locale ?? 'fi';
        const text = wordsOf(locale).coordinators.youAreNamed(areaNames[area][locale]);
        await connector.conversations.sendToConversation(conversation, messageOf(text), { abortSignal: signal });
      });
    } catch (error) {
      log.warn({ fault: stackOf(error) }, 'a new coordinator was not reached');
    }
  }

  return { answer, listFor };
}

/** What shows, names and removes coordinators. */
export type CoordinatorActions = ReturnType<typeof createCoordinatorActions>;

function messageOf(text: string): Activity {
  return { type: ActivityTypes.Message, text, textFormat: 'plain' } as Activity;
}

function notice(style: CardNotice['style'], text: string): CardNotice {
  return { style, text, details: [] };
}

// A standard channel's members are its team's: one of a team's networks tells them all.
function whereOf(network: Network | undefined): [serviceUrl: string, channel: string] {
  return [network?.serviceUrl ?? '', network?.team || network?.channel || ''];
}
