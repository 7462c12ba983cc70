import type { Clock } from '../clock.ts';
import { type Actor, mayGive, maySee } from '../domain/access.ts';
import type { Context } from '../domain/acts.ts';
import type { Act, Submit } from '../domain/command.ts';
import { type ChannelCard, type Consultation, livingCardOf, type PersonRef } from '../domain/consultation.ts';
import { type Decided, type Decision, decide, open, tick as tickOf } from '../domain/decide.ts';
import { areaOfCounty, areasOf, type Locale } from '../domain/network.ts';
import { isLeased, leased, unleased, withTellings } from '../domain/notice.ts';
import { type Log, stackOf } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { ConflictError, type Deliverable, type Store, type Stored } from '../store/store.ts';
import { createDelivery, type Send } from './deliver.ts';
import { createDepartures, type FindAbsent } from './departures.ts';
import type { DirectoryDesk } from './directory.ts';
import { createLostNetworks } from './lost-networks.ts';
import { oldestUnsentIn } from './oldest-unsent.ts';
import { createOutage } from './outage.ts';
import { nobody, type Outcome, openedBefore, shown, visible } from './outcome.ts';
import { createReferences } from './references.ts';
import { createRenaming } from './renaming.ts';
import { createSweep } from './sweep.ts';
import { createTallies } from './tallies.ts';
import { createUndelivered } from './undelivered.ts';

/** Who is at the desk: the person of the turn, and their language. */
export type Visitor = { person: PersonRef; locale: Locale };
/** Asks Teams whether a person is a member of a network's channel; throws if Teams does not tell. */
export type IsMember = (card: ChannelCard, person: PersonRef) => Promise<boolean>;
/** Asks Teams for the member of a network's channel with this Entra object id; null if there is none, throws if Teams does not tell. */
export type FindExpert = (card: ChannelCard, personId: string) => Promise<PersonRef | null>;

type Dependencies = {
  store: Store;
  clock: Clock;
  log: Log;
  metrics: Pick<Metrics, 'decision' | 'delivery' | 'setAside'>;
  holder: string;
  directory: DirectoryDesk;
  isMember: IsMember;
  findExpert: FindExpert;
  findAbsent: FindAbsent;
  send: Send;
};

/** Builds the desk: the use cases, each load → decide → commit → deliver. `holder` names this instance in leases. */
export function createDesk({ store, clock, log, metrics, holder, directory, isMember, findExpert, findAbsent, send }: Dependencies) {
  const outage = createOutage({ clock, log });
  const undelivered = createUndelivered({ store, clock, log, directory, commit: committedAsIs });
  const deliver = createDelivery({ store, clock, log, metrics, holder, directory, send, outage, undelivered, arrived });
  const countStopped = createTallies({ store, clock, log });
  const references = createReferences({ store });
  const lost = createLostNetworks({ store, clock, directory, tick: takeBack });
  const sweepDue = createSweep({ store, clock, log, metrics, tick });
  const { partWith, noticed } = createDepartures({ store, clock, log, directory, findAbsent, load, commit: decided });
  const rename = createRenaming({ store, clock, directory, load, commit: decided });
  const underWay = new Set<Promise<void>>();
  const delivering = new Map<string, 'delivering' | 'look again'>();

  /** Opens a consultation. The form's nonce is its id, so the same form sent twice opens it once; sent again with other words, it changes nothing and is refused. */
  async function submit(command: Submit, visitor: Visitor): Promise<Outcome> {
    const actor: Actor = { ...visitor, isMember: false, coordinates: [] };
    const context: Context = { at: clock.now(), actor, directory: await directory.current() };
    const decision = open({ ...command, key: command.id, reference: await references.reserve(command.id) }, context);
    if ('refusal' in decision) {
      metrics.decision(command.verb, decision.refusal.code);
      await countStopped(areaOfCounty[command.request.county], decision.refusal);
      return { consultation: null, actor: null, refusal: decision.refusal };
    }
    try {
      const stored = await store.create(committed(decision, context.at));
      metrics.decision(command.verb, 'done');
      startDelivery(stored);
      return { consultation: stored.document, actor, refusal: null };
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      const outcome = openedBefore(await see(command.id, visitor), command);
      metrics.decision(command.verb, outcome.refusal?.code ?? 'repeated');
      return outcome;
    }
  }

  /** Gives a consultation a person's command. `key` names the intention: repeated, it changes nothing and is answered with what is true now. */
  async function act(id: string, command: Act, key: string, visitor: Visitor): Promise<Outcome> {
    for (;;) {
      const stored = await load(id);
      if (!stored) return nobody;
      const context = await contextOf(stored.document, visitor, command);
      const decision = decide(stored.document, { ...command, key }, context);
      const isNew = !('refusal' in decision || decision.repeated);
      const saved = isNew ? await decided(stored, decision, context.at) : stored;
      if (!saved) continue;
      metrics.decision(command.verb, codeOf(decision));
      if ('refusal' in decision) {
        await countStopped(stored.document.area, decision.refusal);
        return shown(stored.document, context.actor, decision.refusal);
      }
      if (decision.repeated) return visible(stored.document, context.actor);
      log.info({ consultation: id, verb: command.verb, to: saved.document.status }, 'command done');
      return { consultation: saved.document, actor: context.actor, refusal: null };
    }
  }

  /** The consultation as a person may see it, or a refusal that does not tell whether it exists. */
  async function see(id: string, visitor: Visitor): Promise<Outcome> {
    const stored = await load(id);
    if (!stored) return nobody;
    const { actor } = await contextOf(stored.document, visitor);
    return visible(stored.document, actor);
  }

  /** The newest consultations that a person has asked, at most `limit`. */
  async function askedBy(person: PersonRef, limit: number): Promise<Consultation[]> {
    const { found } = await store.find({ by: 'requester', requester: person.id }, limit);
    return found.map(({ document }) => document);
  }

  /** The consultation whose channel card's thread this is, or null. */
  async function inThread(thread: string): Promise<Consultation | null> {
    const { found } = await store.find({ by: 'thread', thread }, 1);
    return found[0]?.document ?? null;
  }

  /** Looks after what a dead process or a failed send has left: gives each consultation whose alarm has passed to this instance. Whether any has moved on. */
  async function sweep(): Promise<boolean> {
    await lost.look().catch((error) => log.error({ fault: stackOf(error) }, 'lost networks not looked after'));
    await references.catchUp().catch((error) => log.error({ fault: stackOf(error) }, 'references not held'));
    return sweepDue();
  }

  function takeBack(stored: Stored<Consultation>): Promise<void> {
    return tick(stored).catch((error) => log.error({ document: stored.document.id, fault: stackOf(error) }, 'tick failed'));
  }

  async function tick(stored: Stored<Deliverable>): Promise<void> {
    const at = clock.now();
    if (isLeased(stored.document, at)) return;
    await commit({ ...stored, document: await ticked(stored.document, at) });
  }

  async function ticked(document: Deliverable, at: string): Promise<Deliverable> {
    if (document.kind === 'digest') return held(document, at);
    const absent = document.tickAt !== null && document.tickAt <= at ? await noticed(document) : [];
    const decision = tickOf(document, { at, directory: await directory.current(), absent });
    if (!decision.repeated) log.info({ consultation: document.id, verb: decision.next.history.at(-1)?.verb }, 'the clock has struck');
    return committed(decision, at);
  }

  /** Resolves when nothing is being delivered and no alarm has passed, or nothing moves on because the store takes no writes. */
  async function drain(): Promise<void> {
    for (;;) {
      await Promise.all(underWay);
      await lost.takeBack();
      const due = await store.due(clock.now(), 1);
      if (due.length === 0 && underWay.size === 0) return;
      if (!(await sweep()) && underWay.size === 0) return;
    }
  }

  /** How old the oldest notice is that waits to be delivered, in seconds. */
  function oldestUnsent(): Promise<number> {
    return oldestUnsentIn(store, clock);
  }

  /** Resolves when the deliveries that have begun have ended. */
  async function settle(): Promise<void> {
    await Promise.all(underWay);
  }

  async function load(id: string): Promise<Stored<Consultation> | null> {
    const stored = await store.get(id);
    return stored?.document.kind === 'consultation' ? (stored as Stored<Consultation>) : null;
  }

  async function contextOf(consultation: Consultation, { person, locale }: Visitor, command?: Act): Promise<Context> {
    const current = await directory.current();
    const card = livingCardOf(consultation);
    const isAsker = person.id === consultation.requester.id;
    const other: Actor = { person, locale, isMember: false, coordinates: areasOf(current, person.id) };
    // Whoever has the right without being a member keeps it while Teams does not tell who is one.
    const isAllowed = command ? mayGive(other, command.verb, consultation) : maySee(other, consultation);
    const ask = (there: ChannelCard) => isMember(there, person).catch((error) => (isAllowed ? false : Promise.reject(error)));
    const actor = { ...other, isMember: !isAsker && card !== undefined && (await ask(card)) };
    const isAssigning = command?.verb === 'assign' && mayGive(actor, 'assign', consultation);
    const expert = isAssigning && card ? await findExpert(card, command.expert) : null;
    return { at: clock.now(), actor, directory: current, expert };
  }

  function decided(stored: Stored<Consultation>, decision: Decided, at: string): Promise<Stored<Consultation> | null> {
    return commit({ ...stored, document: committed(decision, at) });
  }

  function committed({ next, tellings }: Decided, at: string): Consultation {
    return taken(withTellings(next, tellings, next.history.length), at);
  }

  function committedAsIs(stored: Stored<Deliverable>, at: string): Promise<Stored<Deliverable> | null> {
    return commit({ ...stored, document: taken(stored.document, at) });
  }

  function taken<D extends Deliverable>(document: D, at: string): D {
    return isLeased(document, at) ? document : held(document, at);
  }

  // Whoever has something to tell takes the lease; otherwise the alarm is all that is left to set.
  function held<D extends Deliverable>(document: D, at: string): D {
    return document.notices.length === 0 ? unleased(document, at) : leased(document, holder, at);
  }

  function arrived(place: string): void {
    const isEndOfOutage = outage.through();
    if (!isEndOfOutage && !undelivered.isAwaited(place)) return;
    const work = undelivered.arrived(isEndOfOutage ? null : place).finally(() => underWay.delete(work));
    underWay.add(work);
  }

  // Null if somebody else has written it since it was read.
  async function commit<D extends Deliverable>(stored: Stored<D>): Promise<Stored<D> | null> {
    try {
      const saved = await store.replace(stored);
      startDelivery(saved);
      return saved;
    } catch (error) {
      if (error instanceof ConflictError) return null;
      throw error;
    }
  }

  // Only the holder of the lease delivers, and once at a time: what is committed meanwhile makes it look again.
  function startDelivery({ document: { lease, id } }: Stored<Deliverable>): void {
    if (lease?.holder !== holder) return;
    if (delivering.has(id)) {
      delivering.set(id, 'look again');
      return;
    }
    const work = deliverAll(id).finally(() => underWay.delete(work));
    underWay.add(work);
  }

  async function deliverAll(id: string): Promise<void> {
    try {
      do {
        delivering.set(id, 'delivering');
        const stored = (await store.get(id)) as Stored<Deliverable> | null;
        if (stored) await deliver(stored);
      } while (delivering.get(id) === 'look again');
    } catch (error) {
      log.error({ document: id, fault: stackOf(error) }, 'delivery stopped');
    } finally {
      delivering.delete(id);
    }
  }

  return {
    submit,
    act,
    see,
    askedBy,
    inThread,
    takeBack: lost.takeBack,
    partWith,
    rename,
    hasReturned: undelivered.hasReturned,
    answered: () => void outage.through(),
    failingSince: outage.since,
    sweep,
    drain,
    settle,
    oldestUnsent,
  };
}

/** The desk. */
export type Desk = ReturnType<typeof createDesk>;

function codeOf(decision: Decision): string {
  if ('refusal' in decision) return decision.refusal.code;
  return decision.repeated ? 'repeated' : 'done';
}
