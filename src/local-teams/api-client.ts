import type { Activity } from './activities.ts';
import type { Change, ChannelChange, Say, TeamChange } from './api-requests.ts';
import type {
  ChatHead,
  ChatView,
  ClockView,
  Command,
  Dialect,
  Dialog,
  Fault,
  PressResult,
  TrafficEntry,
  WeeksView,
  World,
} from './contract.ts';

/** What else a message carries: whom it mentions, what it quotes, what is attached, what it forwards. */
export type Saying = Partial<Pick<Say, 'mention' | 'mentions' | 'quotes' | 'attached' | 'forwards'>>;
export type ApiClient = ReturnType<typeof createApiClient>;

/**
 * The HTTP API as functions, for tests, measurements and scripts. `as` is a person's id.
 *
 * @param url local Teams' address
 * @throws Error with the API's own sentence when it refuses a call
 */
export function createApiClient(url: string) {
  return {
    world: () => call<World & { bot: { id: string; name: string }; commands: Command[] }>('GET', '/api/world'),
    chats: async (as: string) => (await call<{ chats: ChatHead[] }>('GET', `/api/chats?${query({ as })}`)).chats,
    chat: (as: string, conversation: string, before?: string) =>
      call<ChatView>('GET', `/api/chat?${query({ as, conversation, ...(before === undefined ? {} : { before }) })}`),
    say: (body: { as: string; conversation: string; text: string; thread?: string } & Saying) =>
      call<{ id: string; status?: number }>('POST', '/api/say', body),
    change: (body: Change) => call<{ status?: number }>('POST', '/api/change', body),
    /** Whether the person's client refreshes cards by itself. */
    setClient: (body: { as: string; refreshes: boolean }) => call<null>('POST', '/api/client', body),
    press: (body: {
      as: string;
      conversation?: string;
      message: string;
      title: string;
      nth?: number;
      inputs?: Record<string, string>;
      unchecked?: boolean;
    }) => result('/api/press', body),
    consent: (body: { as: string; conversation: string; message: string; action: 'accept' | 'decline' }) => result('/api/consent', body),
    /** The bytes of a file, by the address that its owner sees. */
    download: async (address: string) => {
      const response = await fetch(address);
      if (!response.ok) throw new Error(`The drive answered ${response.status}.`);
      return Buffer.from(await response.arrayBuffer());
    },
    dialog: (as: string) => call<Dialog | null>('GET', `/api/dialog?${query({ as })}`),
    closeDialog: (as: string) => call<null>('DELETE', `/api/dialog?${query({ as })}`),
    extension: (body: {
      as: string;
      command: string;
      conversation?: string;
      message?: string;
      elsewhere?: 'colleague' | 'group' | 'meeting';
    }) => result('/api/extension', body),
    sendRaw: (body: { activity?: unknown; authorization?: string; headers?: Record<string, string>; body?: string }) =>
      call<{ status: number; body: unknown }>('POST', '/api/send-raw', body),
    install: (body: { as: string; installed: boolean }) => call<null>('POST', '/api/install', body),
    block: (body: { as: string; blocked: boolean }) => call<null>('POST', '/api/block', body),
    setPolicy: (policy: { disabled: boolean }) => call<null>('POST', '/api/policy', policy),
    members: (body: ({ team: string } | { channel: string }) & { add?: string[]; remove?: string[] }) =>
      call<null>('POST', '/api/members', body),
    speak: (dialect: Dialect) => call<null>('POST', '/api/dialect', { dialect }),
    changeTeam: (change: TeamChange) => call<null>('POST', '/api/teams', change),
    changeChannel: (change: ChannelChange) => call<null>('POST', '/api/channels', change),
    setFault: (fault: Fault) => call<null>('POST', '/api/faults', fault),
    clearFaults: () => call<null>('DELETE', '/api/faults'),
    traffic: async (after = 0) => (await call<{ entries: WireEntry[] }>('GET', `/api/traffic?after=${after}`)).entries,
    clock: () => call<ClockView>('GET', '/api/clock'),
    forward: (jump: { to: 'hour' | 'morning' | 'monday' } | { ms: number }) => call<ClockView>('POST', '/api/clock/forward', jump),
    weeks: () => call<WeeksView>('GET', '/api/weeks'),
    startWeeks: (days?: number) => call<WeeksView>('POST', '/api/weeks', days === undefined ? {} : { days }),
    stopWeeks: () => call<WeeksView>('DELETE', '/api/weeks'),
    settle: () => call<null>('POST', '/api/settle'),
  };

  async function result(path: string, body: unknown): Promise<PressResult> {
    return (await call<{ result: PressResult }>('POST', path, body)).result;
  }

  async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await fetch(url + path, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    const answer = await response.json();
    if (!response.ok) throw new Error((answer as { error: string }).error);
    return answer as T;
  }
}

/** A traffic entry, whose activity is one when it went to the bot. */
type WireEntry = TrafficEntry & { activity?: Activity };

function query(values: Record<string, string>): string {
  return new URLSearchParams(values).toString();
}
