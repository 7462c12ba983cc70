import type { Activity, TurnContext } from 'botbuilder';
import type { Clock } from '../clock.ts';
import type { DirectoryDesk } from '../desk/directory.ts';
import { localDate } from '../domain/calendar.ts';
import {
  type AreaId,
  areasLookedAfter,
  areasOf,
  type Network,
  networkId,
  type PersonRef,
  type Place,
  type Said,
  saysSame,
} from '../domain/network.ts';
import type { Person } from '../domain/person.ts';
import { changedBy, nameFor } from '../domain/team-change.ts';
import { areaNames } from '../i18n/names.ts';
import { wordsOf } from '../i18n/translate.ts';
import { unlessAway } from './adapter.ts';
import { type DialogAnswer, form, say } from './dialog-answers.ts';
import { differences, filledIn } from './network-form.ts';
import { channelOf, isPersonal, type People, tenantOf } from './people.ts';
import { type Places, teamOf } from './places.ts';
import { isolated } from './plain-text.ts';
import type { Redraw } from './redraw.ts';
import type { CardNotice } from './views/case.ts';
import type { Values } from './views/forms.ts';
import { networkView } from './views/network.ts';
import { registerFormView, valuesOfNetwork } from './views/register-form.ts';

type Dependencies = { directory: DirectoryDesk; people: People; places: Places; redraw: Redraw; clock: Pick<Clock, 'now'> };
type Members = Awaited<ReturnType<People['membersIn']>>;
type Spot = Pick<Network, 'channel' | 'team' | 'serviceUrl' | 'tenantId'>;
/** The channel that a form is about, what is registered there, and the areas that the person may choose for it. */
type Target = { spot: Spot; before: Network | null; offered: AreaId[] };

/** Builds what opens the registration form and takes it in, in the channel itself or for a network that is registered already. */
export function createNetworkDialogs({ directory, people, places, redraw, clock }: Dependencies) {
  /** Opens the form, filled in with what is registered; whoever may not change it is told why. `asked`: the network's id, outside its channel. */
  async function open({ activity }: TurnContext, asked: string, person: Person): Promise<DialogAnswer> {
    const target = await targetOf(activity, asked, person);
    if ('sentence' in target) return say(target.sentence);
    const { before, spot } = target;
    const [place, members] = await Promise.all([before ? null : placeOf(spot), membersIn(spot)]);
    const values = before ? valuesOfNetwork(before, localDate(clock.now())) : { name: nameOf(place) };
    return formOf({ ...values, card: activity.replyToId ?? '' }, target, members, person);
  }

  /** Takes the form in. What is not taken comes back filled in, with what to mend. */
  async function submit({ activity }: TurnContext, values: Values, person: Person): Promise<DialogAnswer> {
    const { locale } = person;
    const target = await targetOf(activity, values.network ?? '', person);
    if ('sentence' in target) return say(target.sentence);
    const { before, offered, spot } = target;
    const [place, members] = await Promise.all([placeOf(spot), membersIn(spot)]);
    const filled = filledIn(values, { offered, experts: members?.experts ?? null, before, at: clock.now(), locale });
    if ('text' in filled) return formOf(values, target, members, person, filled);
    const count = members?.count ?? countKnownOf(before);
    if (count === null) return formOf(values, target, members, person);
    const from = { rev: values.rev ?? '', isElsewhere: isPersonal(activity.conversation) };
    const network = await save({ ...filled, members: count, place }, target, from, person);
    if (!network) return newestOf(activity, values, members, person);
    const back = isPersonal(activity.conversation) ? { area: network.area, page: 0 } : null;
    redraw(activity, values.card ?? '', networkView({ network, mayChange: true, at: clock.now(), locale, back }));
    const { register: words, networks } = wordsOf(locale);
    if (isInUse(before)) return say(networks.form.changed(isolated(network.name)));
    return say(
      network.members === 0 ? words.doneWithoutMembers(isolated(network.name)) : words.done(isolated(network.name), network.members),
    );
  }

  // Decided of what is registered when it is written: somebody else may have saved, paused or removed it since the form was opened.
  async function save(
    filled: Said & Pick<Network, 'members' | 'place'>,
    { spot, offered }: Target,
    { rev, isElsewhere }: { rev: string; isElsewhere: boolean },
    { personId }: Person,
  ): Promise<Network | null> {
    const id = networkId(spot.channel);
    let isOlder = false;
    const saved = await directory.saveNetwork(id, (now) => {
      const isTheirs = !isInUse(now) || offered.includes(now.area);
      const isRepeated = isInUse(now) && saysSame(now, filled);
      isOlder = !isTheirs || (revisionIn(now) !== rev && !isRepeated);
      if (isOlder) return null;
      const { registeredAt = clock.now(), place = null } = now ?? {};
      const kept = { registeredAt, place: filled.place ?? place, registeredBy: personId };
      return { ...now, kind: 'network', id, ...spot, ...filled, ...kept, ...standingOf(now, isElsewhere) };
    });
    return isOlder ? null : saved;
  }

  // What is registered by now, for the person to change that; in which fields they had it otherwise.
  async function newestOf(activity: Activity, sent: Values, members: Members | null, person: Person): Promise<DialogAnswer> {
    const words = wordsOf(person.locale);
    const target = await targetOf(activity, sent.network ?? '', person);
    if ('sentence' in target) return say(target.sentence);
    const newest = target.before ? valuesOfNetwork(target.before, localDate(clock.now())) : {};
    const others = differences(sent, newest, words);
    const details = others.length > 0 ? [words.networks.form.yourOwn(others.join(', '))] : [];
    const notice: CardNotice = { style: 'accent', text: words.networks.form.changedMeanwhile, details };
    return formOf({ ...newest, card: sent.card ?? '' }, target, members, person, notice);
  }

  async function targetOf(activity: Activity, asked: string, person: Person): Promise<Target | { sentence: string }> {
    const { channel: words, networks } = wordsOf(person.locale);
    const current = await directory.current();
    const offered = areasLookedAfter(areasOf(current, person.personId));
    if (offered.length === 0) return { sentence: words.onlyCoordinator };
    const isElsewhere = isPersonal(activity.conversation);
    // A message extension is opened in chats, too, and nobody sends requests to those.
    if (!isElsewhere && activity.conversation.conversationType !== 'channel') return { sentence: networks.howToRegister };
    const id = isElsewhere ? asked : networkId(channelOf(activity.conversation.id));
    const before = current.networks.find((network) => network.id === id) ?? null;
    if (isElsewhere && !isInUse(before)) return { sentence: networks.noSuchNetwork };
    if (isInUse(before) && !offered.includes(before.area)) return { sentence: otherArea(before, person) };
    return { before, offered, spot: isElsewhere && before ? spotOf(before) : spotIn(activity) };
  }

  function formOf(values: Values, { before, offered }: Target, members: Members | null, { locale }: Person, notice?: CardNotice) {
    const words = wordsOf(locale);
    const shown = notice ?? (members ? undefined : noticeOf(words.networks.form.membersUnknown));
    const input = { values, locale, offered, experts: members?.experts ?? peopleIn(values, before), before, at: clock.now() };
    const view = registerFormView({
      ...input,
      card: values.card ?? '',
      rev: values.rev ?? revisionIn(before),
      ...(shown ? { notice: shown } : {}),
    });
    return form(view, view.data.summary);
  }

  function membersIn({ serviceUrl, channel }: Spot): Promise<Members | null> {
    return unlessAway(() => people.membersIn(serviceUrl, channel));
  }

  async function placeOf({ serviceUrl, team, channel }: Spot): Promise<Place | null> {
    return team === '' ? null : unlessAway(() => places.placeOf(serviceUrl, team, channel));
  }

  return { open, submit };
}

/** What opens the registration form and takes it in. */
export type NetworkDialogs = ReturnType<typeof createNetworkDialogs>;

/** Says whose the network in a channel is, to a coordinator of another area. */
export function otherArea(network: Pick<Network, 'name' | 'area'> | null, { locale }: Person): string {
  const { networks } = wordsOf(locale);
  return network ? networks.otherArea(isolated(network.name), areaNames[network.area][locale]) : networks.noSuchNetwork;
}

// Where nothing is registered yet, there is no revision.
function revisionIn(network: Network | null): string {
  return network ? String(network.revision ?? 0) : '';
}

function isInUse(network: Network | null): network is Network {
  return network !== null && network.state !== 'removed';
}

// Whoever writes in the channel shows that it is there; from elsewhere, a network that is gone stays gone. What is paused stays paused.
function standingOf(before: Network | null, isElsewhere: boolean): Pick<Network, 'state' | 'comesBack'> {
  if (!isInUse(before)) return { state: 'active' };
  const { state, comesBack } = isElsewhere ? before : changedBy({ type: 'found', channel: before.channel }, before);
  return { state, comesBack };
}

// Nobody would send requests to a channel in which nobody is known to be; nobody counts a removed network's members.
function countKnownOf(network: Network | null): number | null {
  return isInUse(network) ? network.members : null;
}

// While Teams does not tell who is there, whoever has been chosen stays chosen.
function peopleIn({ people = '' }: Values, before: Network | null): PersonRef[] {
  const known = before?.duty?.people ?? [];
  const others = people.split(',').filter((id) => id !== '' && !known.some((one) => one.id === id));
  return [...known, ...others.map((id) => ({ id, teamsId: '', name: '' }))];
}

function spotOf({ channel, team, serviceUrl, tenantId }: Network): Spot {
  return { channel, team, serviceUrl, tenantId };
}

function spotIn(activity: Activity): Spot {
  return {
    channel: channelOf(activity.conversation.id),
    team: teamOf(activity),
    serviceUrl: activity.serviceUrl,
    tenantId: tenantOf(activity),
  };
}

function nameOf(place: Place | null): string {
  return place ? nameFor(place) : '';
}

function noticeOf(text: string): CardNotice {
  return { style: 'warning', text, details: [] };
}
