import type { JsonWebKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Team } from './contract.ts';
import type { Drive, DriveFile } from './drive.ts';
import type { Conversation, State, StoredMessage } from './state.ts';

const DELAY_MS = 500;

type StoredConversation = {
  id: string;
  read: [string, number][];
  messages: (Omit<StoredMessage, 'personal'> & {
    personal: [string, StoredMessage['personal'] extends Map<string, infer V> ? V : never][];
  })[];
};

export type Snapshot = {
  key: JsonWebKey;
  installed: Record<string, boolean>;
  removers: string[];
  blockers?: string[];
  members: Record<string, string[]>;
  introduced: string[];
  conversations: StoredConversation[];
  /** How far the clock has been moved forward, in milliseconds. */
  ahead?: number;
  files?: DriveFile[];
  teams?: Omit<Team, 'memberIds'>[];
};

/** Reads a snapshot. @returns null if there is none yet. @throws if the file is damaged. */
export function readSnapshot(path: string): Snapshot | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new Error(`${path} (LOCAL_TEAMS_PATH) holds no chats of local Teams. Move it away, or name another file.`, { cause: error });
  }
}

/** Brings a fresh state to where the snapshot was. People, teams and channels that are no longer in the world stay out. */
export function restore(state: State, drive: Pick<Drive, 'files'>, snapshot: Snapshot): void {
  const { people } = state;
  for (const file of snapshot.files ?? []) drive.files.set(file.id, file);
  for (const person of people.world.people) person.installed = snapshot.installed[person.id] ?? person.installed;
  for (const team of people.world.teams) team.memberIds = snapshot.members[team.id] ?? team.memberIds;
  for (const team of snapshot.teams ?? []) restoreTeam(state, team);
  for (const id of snapshot.removers) people.removers.add(id);
  for (const id of snapshot.blockers ?? []) people.blockers.add(id);
  for (const id of snapshot.introduced) state.introduced.add(id);
  for (const { id, read, messages } of snapshot.conversations) {
    const conversation = state.find(id);
    if (!conversation) continue;
    conversation.read = new Map(read);
    for (const message of messages) state.insert(conversation, { ...message, personal: new Map(message.personal) });
  }
}

/** Channels that the world does not know stay out. */
function restoreTeam(state: State, { id, channels, ...kept }: Omit<Team, 'memberIds'>): void {
  const team = state.people.team(id);
  if (!team) return;
  Object.assign(team, kept);
  for (const channel of team.channels) {
    Object.assign(
      channel,
      channels.find((before) => before.id === channel.id),
    );
    const conversation = state.find(channel.id);
    if (conversation) conversation.name = channel.name;
  }
}

export function snapshotOf(state: State, drive: Pick<Drive, 'files'>, key: JsonWebKey, ahead: number): Snapshot {
  const { world, removers, blockers } = state.people;
  return {
    key,
    installed: Object.fromEntries(world.people.map((person) => [person.id, person.installed])),
    removers: [...removers],
    blockers: [...blockers],
    members: Object.fromEntries(world.teams.map((team) => [team.id, team.memberIds])),
    introduced: [...state.introduced],
    conversations: [...state.conversations.values()].filter(({ messages }) => messages.length > 0).map(storedConversation),
    ahead,
    teams: world.teams.map(({ memberIds: _, ...team }) => team),
    files: [...drive.files.values()],
  };
}

/**
 * Writes snapshots, at most two a second. A file is complete or not there at all: it is renamed into its place.
 *
 * @param take makes the snapshot when it is time to write
 */
export function createSnapshotWriter(path: string, take: () => Promise<Snapshot>) {
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  return {
    /** Something has changed. */
    soon(): void {
      timer ??= setTimeout(tryToFlush, DELAY_MS);
    },
    flush,
  };

  /** Writes now. @throws if that fails; what comes after is written all the same. */
  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.catch(() => {}).then(write);
    return writing;
  }

  // A disk that is full for a while must not end the process, nor the writing.
  function tryToFlush(): void {
    flush().catch(() => {
      timer ??= setTimeout(tryToFlush, DELAY_MS);
    });
  }

  async function write(): Promise<void> {
    const partial = `${path}.partial`;
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    // It holds the key that signs the tokens.
    await writeFile(partial, JSON.stringify(await take()), { mode: 0o600 });
    await rename(partial, path);
  }
}

function storedConversation({ id, read, messages }: Conversation): StoredConversation {
  return { id, read: [...read], messages: messages.map((message) => ({ ...message, personal: [...message.personal] })) };
}
