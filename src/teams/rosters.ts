import type { ConversationsGetConversationPagedMembersOptionalParams } from 'botframework-connector/lib/connectorApi/models/index.js';
import type { Clock } from '../clock.ts';
import { isPassing, pauseAfter } from '../desk/retry.ts';
import { shared } from '../desk/shared.ts';
import type { PersonRef } from '../domain/consultation.ts';
import { type Log, stackOf } from '../log.ts';
import { type ConnectorFor, failureOf } from './adapter.ts';
import { isOne, type Member, MemberPage, memberFrom } from './members.ts';
import { createMemory } from './memory.ts';
import { createWindow, memberQuota } from './pace.ts';

/** Teams does not tell who is in a conversation: that lets nobody in, and takes nothing from anybody. To whoever sends, it is as if Teams were away. */
export class RosterError extends Error {
  override name = 'RosterError';
  readonly code = 'roster-unknown';
  readonly statusCode = 503;
}

// The SDK's type asks for a token on every page.
type PageOptions = ConversationsGetConversationPagedMembersOptionalParams;
type Dependencies = {
  connectorFor: ConnectorFor;
  tenantId: string;
  clock: Pick<Clock, 'elapsed' | 'pause' | 'chance'>;
  log: Pick<Log, 'warn'>;
};

// The most that Teams gives at once; it may give fewer. Source: "Get Teams specific context for your bot".
const pageSize = 500;
// Twice what a team can have, 25,000. Source: "Limits and specifications for Microsoft Teams".
const mostPages = 100;
// Somebody waits for the answer, and Teams waits for it no longer than 15 seconds.
const patienceMs = 5_000;
const rosterPatienceMs = 10_000;
// For a burst of presses. An event tells at once of whoever leaves; where it is lost, they are found out so much later.
const memberMs = 5_000;
// So that whoever is no member does not use up the look-ups of those who are. An event tells of whoever joins.
const strangerMs = 30_000;
const failureMs = 2_000;
// When more than these ask about one conversation at once, one roster answers them all.
const mostAlone = 4;
const logPauseMs = 60_000;

/** Builds what asks Teams who is in a conversation. What it does not tell, or not to the end, throws `RosterError`. */
export function createRosters({ connectorFor, tenantId, clock, log }: Dependencies) {
  const lookUps = createWindow(memberQuota);
  const answers = createMemory<Member | null>(clock, (member) => (member ? memberMs : strangerMs), failureMs);
  const crowds = createMemory<Member[]>(clock, () => memberMs, 0);
  const alone = new Map<string, number>();
  const loggedAt = new Map<string, number>();

  /** Everybody who is in a channel, as they are now; whoever asks at the same time shares the answer. */
  const membersOf = shared((serviceUrl: string, channel: string) => orUnknown(() => fetchRoster(serviceUrl, channel)));

  /** A person as a member of a conversation, as they are now or were some seconds ago; null if they are none. Whoever has no `29:` id is asked for by their Entra id. */
  function memberOf(serviceUrl: string, conversation: string, person: PersonRef): Promise<Member | null> {
    return answers.recall(conversation, `${person.teamsId} ${person.id}`, async () => {
      const asking = alone.get(conversation) ?? 0;
      if (asking >= mostAlone || crowds.knows(conversation, '')) return amongCrowd(serviceUrl, conversation, person);
      alone.set(conversation, asking + 1);
      return orUnknown(() => fetchMember(serviceUrl, conversation, person)).finally(() => countDown(conversation));
    });
  }

  /** Forgets what is remembered of a conversation: somebody has come or left. */
  function forget(conversation: string): void {
    answers.forget(conversation);
    crowds.forget(conversation);
  }

  async function amongCrowd(serviceUrl: string, conversation: string, person: PersonRef): Promise<Member | null> {
    const crowd = await crowds.recall(conversation, '', () => membersOf(serviceUrl, conversation));
    return crowd.find((member) => isOne(member, person)) ?? null;
  }

  function countDown(conversation: string): void {
    const left = (alone.get(conversation) ?? 1) - 1;
    if (left > 0) alone.set(conversation, left);
    else alone.delete(conversation);
  }

  async function fetchMember(serviceUrl: string, conversation: string, person: PersonRef): Promise<Member | null> {
    const { conversations } = await connectorFor(serviceUrl);
    const until = clock.elapsed() + patienceMs;
    try {
      const ask = () => conversations.getConversationMember(conversation, person.teamsId || person.id);
      const member = memberFrom(await lookUp(conversation, until, ask), tenantId);
      return isOne(member, person) ? member : null;
    } catch (error) {
      if (isNoMember(error)) return null;
      throw error;
    }
  }

  async function fetchRoster(serviceUrl: string, channel: string): Promise<Member[]> {
    const { conversations } = await connectorFor(serviceUrl);
    const until = clock.elapsed() + rosterPatienceMs;
    const seen = new Set<string>();
    const found: Member[] = [];
    let token: string | undefined;
    do {
      // The first page is asked for without a token: Teams refuses an empty one with 403 "Failed to decrypt members continuationToken".
      const options = { pageSize, ...(token && { continuationToken: token }) } as PageOptions;
      const answer = await lookUp(channel, until, () => conversations.getConversationPagedMembers(channel, options));
      const { members, continuationToken } = MemberPage.parse(answer);
      found.push(...members.map((account) => memberFrom(account, tenantId)));
      token = continuationToken || undefined;
      if (token && (seen.has(token) || seen.size >= mostPages)) throw new Error('a roster without end');
      if (token) seen.add(token);
    } while (token);
    // Whoever installs Neuvo should see why nobody can claim: Teams leaves out what tells an organisation's own people.
    if (found.length > 0 && found.every(({ standing }) => standing === 'unknown')) warn({ members: found.length }, 'roster.unestablished');
    return found;
  }

  // When Teams has had enough of look-ups for a moment, they wait rather than have people press again.
  async function lookUp<T>(conversation: string, until: number, ask: () => Promise<T>): Promise<T> {
    for (let attempts = 1; ; attempts++) {
      await turnOf(conversation, until);
      try {
        return await ask();
      } catch (error) {
        const failure = failureOf(error);
        if (!failure || !isPassing(failure)) throw error;
        const pause = pauseAfter(failure, attempts, clock.chance());
        if (clock.elapsed() + pause > until) throw error;
        await clock.pause(pause);
      }
    }
  }

  async function turnOf(conversation: string, until: number): Promise<void> {
    for (;;) {
      const at = clock.elapsed();
      const wait = lookUps.waitFor(conversation, at);
      if (wait <= 0) return lookUps.record(conversation, at);
      if (at + wait > until) throw new Error('too many look-ups of members');
      await clock.pause(Math.ceil(wait));
    }
  }

  async function orUnknown<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (cause) {
      warnOf(cause);
      throw new RosterError('Teams does not tell who is in a conversation', { cause });
    }
  }

  function warnOf(cause: unknown): void {
    const { statusCode: status, code } = cause as { statusCode?: number; code?: string };
    warn({ status, code, fault: stackOf(cause) }, 'roster.unavailable', `${status} ${code}`);
  }

  // A line a kind and minute: while Teams is away, everybody who presses would write one.
  function warn(fields: Record<string, unknown>, event: string, kind = ''): void {
    const at = clock.elapsed();
    if (at - (loggedAt.get(event + kind) ?? Number.NEGATIVE_INFINITY) < logPauseMs) return;
    loggedAt.set(event + kind, at);
    log.warn(fields, event);
  }

  return { membersOf, memberOf, forget };
}

/** What asks Teams who is in a conversation. */
export type Rosters = ReturnType<typeof createRosters>;

// A 404 may as well be of a conversation that is not there: Microsoft's samples go by the code ("Get Teams specific context for your bot", BotBuilder-Samples 57).
function isNoMember(error: unknown): boolean {
  return (error as { code?: unknown }).code === 'MemberNotFoundInConversation';
}
