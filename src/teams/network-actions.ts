import type { Activity, TurnContext } from 'botbuilder';
import * as z from 'zod/v4';
import type { Clock } from '../clock.ts';
import type { Desk } from '../desk/desk.ts';
import type { DirectoryDesk } from '../desk/directory.ts';
import { coordinates } from '../domain/access.ts';
import { AreaId, areasLookedAfter, areasOf, type Directory, type Network, type NetworkState, networkId } from '../domain/network.ts';
import type { Person } from '../domain/person.ts';
import { wordsOf } from '../i18n/translate.ts';
import { type ActionAnswer, card, message } from './action-answers.ts';
import type { View } from './cards.ts';
import { otherArea } from './network-dialogs.ts';
import { channelOf, isPersonal } from './people.ts';
import type { Redraw } from './redraw.ts';
import type { CardNotice } from './views/case.ts';
import { registerInviteView } from './views/chat.ts';
import { removeNetworkView } from './views/confirm.ts';
import { type NetworksPlace, networkView } from './views/network.ts';
import { networksView } from './views/networks.ts';

const Page = z.coerce.number().int().min(0).max(1000).catch(0);
const ListPress = z.looseObject({ v: z.literal(1), verb: z.literal('networks'), area: AreaId, page: Page });
const NetworkPress = z.looseObject({
  v: z.literal(1),
  verb: z.enum(['network', 'pause-network', 'resume-network', 'ask-remove-network', 'remove-network']),
  network: z.string().max(300),
  area: AreaId.or(z.literal('')).catch(''),
  page: Page,
  /** The revision that whoever is asked whether to take it out of use has been shown. */
  rev: z.int().optional(),
});
type NetworkPress = z.infer<typeof NetworkPress>;

type Dependencies = { desk: Pick<Desk, 'takeBack'>; directory: DirectoryDesk; redraw: Redraw; clock: Pick<Clock, 'now'> };

/** Builds what shows networks and takes them in and out of use. Every press is authorised anew. */
export function createNetworkActions({ desk, directory, redraw, clock }: Dependencies) {
  /** Answers a press on a card of networks; null if it is on another card. */
  async function answer({ activity }: TurnContext, data: unknown, person: Person): Promise<ActionAnswer | null> {
    const list = ListPress.safeParse(data);
    if (list.success) return answered(await listFor(person, list.data.area, list.data.page));
    const press = NetworkPress.safeParse(data);
    return press.success ? pressed(press.data, activity, person) : null;
  }

  /** The networks of an area, for a coordinator: their own area unless told otherwise. Others get a sentence. */
  async function listFor(person: Person, asked?: AreaId, page = 0): Promise<View | string> {
    const current = await directory.current();
    const offered = areasLookedAfter(areasOf(current, person.personId));
    const [first] = offered;
    if (!first) return wordsOf(person.locale).networks.onlyCoordinator;
    const area = asked && offered.includes(asked) ? asked : first;
    return networksView({ networks: current.networks, area, offered, page, at: clock.now(), locale: person.locale });
  }

  /** What is registered in the channel of an activity: for its coordinators with what they can do; where nothing is, the offer to register. */
  async function inChannel({ conversation }: Activity, person: Person): Promise<View | string> {
    const current = await directory.current();
    const id = networkId(channelOf(conversation.id));
    const network = current.networks.find((one) => one.id === id && one.state !== 'removed');
    if (network) return viewOf(network, current, person, null);
    return areasOf(current, person.personId).length > 0 ? registerInviteView(person.locale) : wordsOf(person.locale).networks.notRegistered;
  }

  /** What whoever wants to register a channel is shown: the offer, or what is registered already. */
  async function registration(activity: Activity, person: Person): Promise<View | string> {
    const current = await directory.current();
    const areas = areasOf(current, person.personId);
    if (areas.length === 0) return wordsOf(person.locale).channel.onlyCoordinator;
    const id = networkId(channelOf(activity.conversation.id));
    const network = current.networks.find((one) => one.id === id && one.state !== 'removed');
    if (network && !mayChange(network, areas)) return otherArea(network, person);
    // A channel that speaks is there again: registering it takes it into use.
    return network && network.state !== 'gone' ? viewOf(network, current, person, null) : registerInviteView(person.locale);
  }

  async function pressed(press: NetworkPress, activity: Activity, person: Person): Promise<ActionAnswer> {
    const current = await directory.current();
    const areas = areasOf(current, person.personId);
    const network = current.networks.find(({ id }) => id === press.network);
    if (areas.length === 0) return message(wordsOf(person.locale).networks.onlyCoordinator);
    if (!network) return message(wordsOf(person.locale).networks.noSuchNetwork);
    if (press.verb === 'network' && mayLookAt(network, areas)) return card(viewOf(network, current, person, placeOf(press)));
    if (!mayChange(network, areas)) return message(otherArea(network, person));
    if (press.verb === 'ask-remove-network')
      return card(
        network.state === 'removed'
          ? viewOf(network, current, person, placeOf(press))
          : removeNetworkView(network, placeOf(press), person.locale),
      );
    let isOlder = false;
    const changed = await directory.changeNetwork(network.id, (before) => {
      isOlder = press.rev !== undefined && press.rev !== (before.revision ?? 0) && before.state !== 'removed';
      return isOlder ? null : inState(press.verb, before, areas);
    });
    if (!changed) return message(wordsOf(person.locale).networks.noSuchNetwork);
    if (isOlder) return card(viewOf(changed, current, person, placeOf(press), noticeOf(wordsOf(person.locale).networks.changedSince)));
    if (changed.state === 'removed') await desk.takeBack();
    if (isPersonal(activity.conversation)) return card(viewOf(changed, current, person, placeOf(press)));
    const view = viewOf(changed, current, person, null);
    // Its own channel's card alone: which network is meant, the client says.
    if (changed.channel === channelOf(activity.conversation.id)) redraw(activity, activity.replyToId ?? '', view);
    return card(view);
  }

  function viewOf(
    network: Network,
    { coordinators }: Pick<Directory, 'coordinators'>,
    person: Person,
    back: NetworksPlace | null,
    notice?: CardNotice,
  ): View {
    const may = mayChange(network, areasOf({ coordinators }, person.personId));
    return networkView({ network, mayChange: may, at: clock.now(), locale: person.locale, back, ...(notice ? { notice } : {}) });
  }

  return { answer, listFor, inChannel, registration };
}

/** What shows networks and takes them in and out of use. */
export type NetworkActions = ReturnType<typeof createNetworkActions>;

const transitions: Record<string, { from: NetworkState[]; to: NetworkState }> = {
  'pause-network': { from: ['active'], to: 'paused' },
  'resume-network': { from: ['paused'], to: 'active' },
  'remove-network': { from: ['active', 'paused', 'gone'], to: 'removed' },
};

// What an old card asks for may have been done already, and the network may be another area's by now.
function inState(verb: string, network: Network, areas: AreaId[]): Network | null {
  const step = transitions[verb];
  return step?.from.includes(network.state) && mayChange(network, areas) ? { ...network, state: step.to } : null;
}

function mayChange({ area }: Network, areas: AreaId[]): boolean {
  return coordinates({ coordinates: areas }, area);
}

// Their own networks, and the national ones, which everybody's list names.
function mayLookAt(network: Network, areas: AreaId[]): boolean {
  return network.area === 'kansallinen' || mayChange(network, areas);
}

function placeOf({ area, page }: NetworkPress): NetworksPlace | null {
  return area === '' ? null : { area, page };
}

function noticeOf(text: string): CardNotice {
  return { style: 'accent', text, details: [] };
}

function answered(shown: View | string): ActionAnswer {
  return typeof shown === 'string' ? message(shown) : card(shown);
}
