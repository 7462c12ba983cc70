/** The shapes of the HTTP API, as docs/local-teams.md words them. The page and the scripts share them. */

export type Person = {
  id: string;
  teamsId: string;
  name: string;
  title: string;
  locale: 'fi' | 'sv' | 'en';
  group: string;
  guest?: boolean;
  /** Their own organisation's, if it is another: they can be in shared channels alone. */
  tenantId?: string;
  /** Unless it is false, their client refreshes cards by itself. */
  refreshes?: boolean;
  installed: boolean;
};

/** The General channel has no name. `memberIds`: of a shared or private channel, which has members of its own. */
export type Channel = { id: string; name: string | null; deleted?: boolean; memberIds?: string[] };

/** `gone`: deleted for good. `withoutBot`: the bot has been removed from it. */
export type Team = {
  id: string;
  name: string;
  memberIds: string[];
  channels: Channel[];
  archived?: boolean;
  deleted?: boolean;
  gone?: boolean;
  withoutBot?: boolean;
};

/** The shapes in which Teams speaks: those of its documentation, or those that have been seen elsewhere (dialects.ts, connector-answers.ts). */
export type Dialect = 'documented' | 'named';

/** `disabled`: the organisation's administrator has blocked the app. */
export type World = { tenantId: string; tenantName: string; people: Person[]; teams: Team[]; dialect?: Dialect; disabled?: boolean };

/** A message extension command, as the app's manifest names it. */
export type Command = { id: string; title: string; contexts: string[] };

export type ChatHead = { conversation: string; kind: 'personal' | 'channel'; title: string; team?: string; unread: number; last?: string };

export type InputView = { id: string; label: string; type: string; value: string; choices?: { title: string; value: string }[] };

/** A file that the bot offers, or one in the person's drive; sizes in bytes. */
export type FileView =
  | { kind: 'consent'; name: string; description: string; size: number; answer: 'accept' | 'decline' | null }
  | { kind: 'file'; name: string; size: number; url: string };

export type Message = {
  id: string;
  from: { id: string; name: string; bot: boolean };
  at: string;
  edited: boolean;
  text: string | null;
  textFormat: 'plain' | 'markdown' | 'html';
  mentions: { id: string; name: string }[];
  card: object | null;
  file: FileView | null;
  personal: boolean;
  actions: string[];
  inputs: InputView[];
  replies?: Message[];
};

export type ChatView = {
  conversation: string;
  title: string;
  kind: 'personal' | 'channel';
  messages: Message[];
  typing: boolean;
  more: boolean;
};

export type Dialog = { title: string; card: object; actions: string[]; inputs: InputView[]; error?: string };

export type PressResult =
  | { kind: 'card' }
  | { kind: 'message'; text: string }
  | { kind: 'dialog'; dialog: Dialog }
  | { kind: 'closed'; text?: string }
  | { kind: 'opened' }
  | { kind: 'sent' }
  | { kind: 'url'; url: string }
  | { kind: 'error'; status: number; text: string };

type FaultMatch = {
  method?: string | undefined;
  path?: string | undefined;
  conversation?: string | undefined;
  every?: number | undefined;
};

export type Fault = {
  match?: FaultMatch | undefined;
  status?: number | undefined;
  retryAfter?: number | undefined;
  delayMs?: number | undefined;
  drop?: 'before' | 'after' | undefined;
  body?: unknown;
  times?: number | undefined;
};

export type TrafficEntry = {
  n: number;
  at: string;
  direction: 'to-bot' | 'to-connector';
  method: string;
  path: string;
  status: number;
  ms: number;
  activity?: unknown;
  answer?: unknown;
};

/** The time that people see; `moving` while the bot does what has become due by a move. */
export type ClockView = { now: string; movable: boolean; moving: boolean };

/** Four weeks that are lived through: `doing` is what somebody does just now. */
export type WeeksView = {
  running: boolean;
  day: number;
  days: number;
  doing: { who: string; verb: 'ask' | 'claim' | 'ask-info' | 'give-info' | 'redirect' | 'answer' | 'close'; title: string } | null;
  done: number;
  skipped: number;
  problem: string | null;
};

export type TeamsEvent =
  | { type: 'changed'; conversation: string }
  | { type: 'typing'; conversation: string }
  | { type: 'dialog' }
  | { type: 'clock' }
  | { type: 'world' }
  | { type: 'weeks' };
