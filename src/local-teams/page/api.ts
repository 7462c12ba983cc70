import type { ChannelChange, TeamChange } from '../api-requests.ts';
import type {
  ChatHead,
  ChatView,
  ClockView,
  Command,
  Dialog,
  Fault,
  PressResult,
  TeamsEvent,
  TrafficEntry,
  WeeksView,
  World,
} from '../contract.ts';

/** What a person has put into the inputs of a card, by input id. */
export type Inputs = Record<string, string>;

/** Everything that is the same for everybody. */
export type PageWorld = World & { bot: { id: string; name: string }; commands: Command[] };

/** The calls of one person: each rejects with the server's sentence when the server refuses. */
export type Api = ReturnType<typeof createApi>;

/** @returns the bot and its commands, the people and the teams */
export function fetchWorld(): Promise<PageWorld> {
  return call('GET', '/api/world');
}

/** An action of a card: its title, and which of those with the same title it is, from 0. */
export type Pressed = { title: string; nth: number };

/**
 * @param as the id of the person in whose name everything is asked and done
 * @returns the HTTP API as functions
 */
export function createApi(as: string) {
  return {
    chats: () => call<{ chats: ChatHead[] }>('GET', path('/api/chats', { as })).then((answer) => answer.chats),
    chat: (conversation: string, before?: string) => call<ChatView>('GET', path('/api/chat', { as, conversation, before })),
    say: (said: { conversation: string; text: string; mention?: boolean; thread?: string }) =>
      post<{ id: string; status?: number }>('/api/say', said),
    press: (pressed: { conversation: string; message: string; inputs: Inputs } & Pressed) =>
      post<{ result: PressResult }>('/api/press', pressed).then((answer) => answer.result),
    startCommand: (started: { command: string; conversation: string; message?: string }) =>
      post<{ result: PressResult }>('/api/extension', started).then((answer) => answer.result),
    consent: (answered: { conversation: string; message: string; action: 'accept' | 'decline' }) =>
      post<{ result: PressResult }>('/api/consent', answered).then((answer) => answer.result),
    dialog: () => call<Dialog | null>('GET', path('/api/dialog', { as })),
    closeDialog: () => call<unknown>('DELETE', path('/api/dialog', { as })),
    install: (installed: boolean) => post<unknown>('/api/install', { installed }),
    listen: (hear: (event: TeamsEvent) => void, missed: () => void) => listen(path('/api/events', { as }), hear, missed),
  };

  function post<T>(where: string, body: object): Promise<T> {
    return call<T>('POST', where, { as, ...body });
  }
}

/** How far the clock is moved forward. */
export type Jump = 'hour' | 'morning' | 'monday';

/** The clock that everybody lives by. */
export const clockApi = {
  read: () => call<ClockView>('GET', '/api/clock'),
  forward: (to: Jump) => call<ClockView>('POST', '/api/clock/forward', { to }),
};

/** Four weeks that are lived through. */
export const weeksApi = {
  read: () => call<WeeksView>('GET', '/api/weeks'),
  start: (asked: { days?: number }) => call<WeeksView>('POST', '/api/weeks', asked),
  stop: () => call<WeeksView>('DELETE', '/api/weeks'),
};

/** What happens to teams and channels. */
export const teamsApi = {
  changeTeam: (change: TeamChange) => call<unknown>('POST', '/api/teams', change),
  changeChannel: (change: ChannelChange) => call<unknown>('POST', '/api/channels', change),
  changeMembers: (change: { team: string; add?: string[]; remove?: string[] }) => call<unknown>('POST', '/api/members', change),
};

/** Faults that the connector answers with, and what has passed between it and the bot. */
export const workshopApi = {
  fault: (fault: Fault) => call<unknown>('POST', '/api/faults', fault),
  clearFaults: () => call<unknown>('DELETE', '/api/faults'),
  traffic: (after: number) =>
    call<{ entries: TrafficEntry[] }>('GET', path('/api/traffic', { after: String(after) })).then((answer) => answer.entries),
};

function path(where: string, query: Record<string, string | undefined>): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return `${where}?${new URLSearchParams(given)}`;
}

async function call<T>(method: string, where: string, body?: object): Promise<T> {
  const sent = body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {};
  const response = await fetch(where, { method, ...sent });
  const text = await response.text();
  const answer = text ? JSON.parse(text) : null;
  if (!response.ok) throw new Error(answer?.error ?? `${response.status} ${response.statusText}`);
  return answer;
}

/**
 * Hears the server's events while somebody looks. A browser keeps few connections to one server, so a hidden page lets go of its own; what was missed
 * meanwhile, or during a break of the line, is fetched on joining again.
 */
function listen(where: string, hear: (event: TeamsEvent) => void, missed: () => void): void {
  let source: EventSource | null = null;
  let joined = false;
  document.addEventListener('visibilitychange', follow);
  follow();

  function follow(): void {
    source?.close();
    source = document.hidden ? null : join();
  }

  function join(): EventSource {
    const joining = new EventSource(where);
    joining.onmessage = (message) => hear(JSON.parse(message.data));
    joining.onopen = () => {
      if (joined) missed();
      joined = true;
    };
    return joining;
  }
}
