import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import type { Activity } from '../../src/local-teams/activities.ts';
import type { Saying } from '../../src/local-teams/api-client.ts';
import type { Change } from '../../src/local-teams/api-requests.ts';
import type { Message, Person, PressResult } from '../../src/local-teams/contract.ts';
import { read, unmarked } from '../golden/reader.ts';
import type { Country } from './country.ts';

/** A consultation that somebody has asked: its reference, and the sentence that thanked for it. */
export type Asked = { reference: string; sentence: string };
/** What somebody was answered to a press: a card, a dialog or a sentence, line by line. */
export type Answered = { kind: PressResult['kind']; lines: string[] };
/** What a person needs of the country that they are in. */
type Stage = Pick<Country, 'api' | 'traffic' | 'settled' | 'aMoment'>;
type Node = Record<string, unknown>;
type Press = { about?: Asked; on?: Seen; text?: string; inputs?: Record<string, string>; unchecked?: boolean };
type Spoken = Saying & { thread?: Asked; channel?: string };
/** A message that somebody has written. */
type Said = { conversation: string; message: string };
type Seen = Message & { conversation: string; channel: string | null };

/** Somebody in the story: does what people do in Teams, and sees what they see. Every doing takes a moment and waits until all has settled. */
export type StoryPerson = Person & ReturnType<typeof createPerson>;

const ordinaryForm = {
  county: '21',
  sector: 'social',
  disciplines: 'social',
  field: 'lastensuojelu',
  title: 'Koulupoissaolot ja väsymys',
  situation: 'Nuori ei ole käynyt koulussa syksyn aikana. Perhe on uupunut.',
  question: 'Miten edetään?',
  anonymous: 'true',
};

/** Gives a person of the invented country their hands and eyes. Whatever a person could not do is an error that says what they saw. */
export function createPerson(country: Stage, person: Person) {
  const { api } = country;
  const as = person.id;

  /** Asks through the form that the command "uusi" offers. What is not given is filled in as in an ordinary request. */
  async function asks(given: Record<string, string> = {}): Promise<Asked> {
    await opensForm();
    const { kind, lines } = await fillsIn({ ...ordinaryForm, ...given });
    const [sentence = ''] = lines;
    const [reference] = /OT-[2-9A-Z]{6}/.exec(sentence) ?? [];
    if (kind !== 'closed' || !reference) throw new Error(`${person.name} could not ask: ${lines.join(' / ')}`);
    return { reference, sentence };
  }

  /** Opens the form with the command "uusi" and the button that it offers. */
  async function opensForm(): Promise<Answered> {
    await says('uusi');
    const offer = (await personalChat()).at(-1);
    return presses(offer?.actions[0] ?? '');
  }

  /** Opens the form from the compose box of a conversation. */
  function opensFromCompose(conversation: string): Promise<Answered> {
    return doing(() => api.extension({ as, command: 'ask', conversation }));
  }

  /** Opens the form from the menu of a message. */
  function opensFromMessage(conversation: string, message: string): Promise<Answered> {
    return doing(() => api.extension({ as, command: 'ask', conversation, message }));
  }

  /** Fills in the dialog that is open, and sends it. `unchecked`: past what the client checks. */
  async function fillsIn(inputs: Record<string, string>, unchecked = false): Promise<Answered> {
    const dialog = await api.dialog(as);
    return doing(() => api.press({ as, message: 'dialog', title: dialog?.actions.at(-1) ?? '', inputs, unchecked }));
  }

  /** Presses a button: the newest of this title that they see, or that of one message. `text` goes into its field. */
  async function presses(title: string, { about, on, text, inputs = {}, unchecked = false }: Press = {}): Promise<Answered> {
    const { id, conversation, card } = on ?? (await finds(title, about));
    const typed = text === undefined ? {} : { [`text-${actionOf(card, title)?.verb}`]: text };
    return doing(() => api.press({ as, conversation, message: id, title, inputs: { ...typed, ...inputs }, unchecked }));
  }

  /** The newest message with a button of this title that they see. */
  async function finds(title: string, about?: Asked): Promise<Seen> {
    const seen = await everythingSeen(about);
    const found = seen.findLast(({ actions }) => actions.includes(title));
    if (!found)
      throw new Error(`${person.name} sees no “${title}”, but ${seen.flatMap(({ actions }) => actions).join(', ') || 'nothing'}.`);
    return found;
  }

  /** Writes to the bot in their own chat, or in a channel or the thread of a consultation there. */
  async function says(text: string, { thread, channel, ...saying }: Spoken = {}): Promise<Said> {
    const root = thread ? (await threadsOn(thread)).at(-1) : undefined;
    const conversation = root?.conversation ?? channel ?? (await personalChatId());
    country.aMoment();
    const { id } = await api.say({ as, conversation, text, ...saying, ...(root ? { thread: root.id } : {}) });
    await country.settled();
    return { conversation, message: id };
  }

  /** Edits a message of theirs. */
  function edits(said: Said, text: string): Promise<void> {
    return changes({ as, ...said, change: 'edit', text });
  }

  /** Deletes a message of theirs. */
  function deletes(said: Said): Promise<void> {
    return changes({ as, ...said, change: 'delete' });
  }

  /** Restores a message of theirs that they have deleted. */
  function restores(said: Said): Promise<void> {
    return changes({ as, ...said, change: 'undelete' });
  }

  async function changes(change: Change): Promise<void> {
    country.aMoment();
    await api.change(change);
    await country.settled();
  }

  /** Answers the newest file that the bot offers them. What they allowed they read at once: its name and its bytes; null if they declined. */
  async function answersFile(action: 'accept' | 'decline'): Promise<{ name: string; bytes: Buffer } | null> {
    const offer = (await personalChat()).findLast(({ file }) => file?.kind === 'consent' && file.answer === null);
    if (!offer) throw new Error(`${person.name} is offered no file.`);
    await doing(() => api.consent({ as, conversation: offer.conversation, message: offer.id, action }));
    if (action === 'decline') return null;
    const file = (await personalChat()).findLast((message) => message.file?.kind === 'file')?.file;
    if (file?.kind !== 'file') throw new Error(`${person.name} got no file.`);
    return { name: file.name, bytes: await api.download(file.url) };
  }

  /** What they see, line by line: all of their own chat, or whatever concerns a consultation, in the chat and in their channels. */
  async function sees(about?: Asked): Promise<string[]> {
    return (await (about ? everythingSeen(about) : personalChat())).flatMap(linesOf);
  }

  /** The lines of the newest message in their own chat. */
  async function seesLast(): Promise<string[]> {
    return linesOf((await personalChat()).at(-1));
  }

  /** The channels in which they see a consultation's card, as "channel, team". */
  async function channelsOf(asked: Pick<Asked, 'reference'>): Promise<string[]> {
    return (await threadsOn(asked)).map(({ channel }) => channel ?? '');
  }

  async function everythingSeen(about?: Asked): Promise<Seen[]> {
    const own = await personalChat();
    if (!about) return own;
    const threads = (await threadsOn(about)).flatMap((root) => [root, ...(root.replies ?? []).map((reply) => ({ ...root, ...reply }))]);
    return [...own.filter((message) => speaksOf(message, about)), ...threads];
  }

  async function threadsOn(about: Pick<Asked, 'reference'>): Promise<Seen[]> {
    const channels = (await api.chats(as)).filter(({ kind }) => kind === 'channel');
    const roots = await Promise.all(
      channels.map(async ({ conversation, title, team }) => {
        const { messages } = await api.chat(as, conversation);
        return messages.map((message) => ({ ...message, conversation, channel: `${title}, ${team}` }));
      }),
    );
    return roots.flat().filter((root) => speaksOf(root, about));
  }

  async function personalChat(): Promise<Seen[]> {
    const conversation = await personalChatId();
    if (conversation === '') return [];
    const { messages } = await api.chat(as, conversation);
    return messages.map((message) => ({ ...message, conversation, channel: null }));
  }

  async function personalChatId(): Promise<string> {
    return (await api.chats(as)).find(({ kind }) => kind === 'personal')?.conversation ?? '';
  }

  async function doing(press: () => Promise<PressResult>): Promise<Answered> {
    const before = (await country.traffic()).length;
    country.aMoment();
    const result = await press();
    await country.settled();
    if (result.kind === 'error') throw new Error(`${person.name} was shown an error: ${result.text}`);
    if (result.kind === 'card') return { kind: result.kind, lines: await answeredCard(before) };
    if (result.kind === 'dialog') return { kind: result.kind, lines: cardLines(result.dialog.card) };
    return { kind: result.kind, lines: 'text' in result && result.text ? linesIn(result.text) : [] };
  }

  // What the bot answered may have been replaced on the screen since, when the common view was brought up to date.
  async function answeredCard(before: number): Promise<string[]> {
    const own = (await country.traffic()).slice(before).filter(({ activity }) => isPressOf(activity, as));
    return cardLines((own.at(-1)?.answer as { value?: object } | undefined)?.value ?? {});
  }

  /** The newest activity of a type that went to the bot in their name, as the wire had it. */
  async function lastSent(type: 'message' | 'invoke'): Promise<Activity> {
    const sent = (await country.traffic()).flatMap(({ direction, activity }) => (direction === 'to-bot' && activity ? [activity] : []));
    const found = sent.findLast((activity) => activity.type === type && (activity.from as { aadObjectId?: string }).aadObjectId === as);
    if (!found) throw new Error(`${person.name} has sent no ${type}.`);
    return found;
  }

  /** Sends a press of theirs again, with other data: what an old or hostile client does. Answers what they were answered, line by line. */
  async function sendsRaw(pressed: Activity, data: Node): Promise<string[]> {
    const { action } = pressed.value as { action: { verb: string; data: Node } };
    const changed = { ...action, verb: String(data.verb ?? action.verb), data: { ...action.data, ...data } };
    country.aMoment();
    const { status, body } = await api.sendRaw({
      activity: { ...pressed, id: `f:${randomUUID()}`, value: { action: changed, trigger: 'manual' } },
    });
    await country.settled();
    const { value } = (body ?? {}) as { value?: unknown };
    if (status !== 200) throw new Error(`the bot answered ${status}`);
    return typeof value === 'string' ? linesIn(value) : cardLines(value as object);
  }

  return {
    ...person,
    asks,
    opensForm,
    opensFromCompose,
    opensFromMessage,
    fillsIn,
    presses,
    finds,
    says,
    edits,
    deletes,
    restores,
    answersFile,
    sees,
    seesLast,
    channelsOf,
    lastSent,
    sendsRaw,
  };
}

/** For `toEqual`: lines among which each of these can be read. */
export function showing(...phrases: string[]) {
  return expect.arrayContaining(phrases.map((phrase) => expect.stringContaining(phrase)));
}

/** A card as lines: texts, facts, fields with what is in them, and buttons in brackets, in reading order. */
export function cardLines(card: object): string[] {
  return nodesIn(card as Node).flatMap(lineOf);
}

function linesOf(message: Message | undefined): string[] {
  if (!message) return [];
  if (message.card) return cardLines(message.card);
  if (message.file) return [message.file.name];
  return message.textFormat === 'html' ? linesIn(textOfHtml(message.text ?? '')) : linesIn(message.text ?? '');
}

function lineOf(node: Node): string[] {
  if (node.type === 'TextBlock') return linesIn(read(String(node.text)));
  if (node.type === 'FactSet') return (node.facts as Node[]).map(({ title, value }) => `${read(String(title))}: ${read(String(value))}`);
  if (String(node.type).startsWith('Input.')) return [`${node.label ?? node.title}: ${node.value ?? ''}`];
  return String(node.type).startsWith('Action.') ? [`[${node.title}]`] : [];
}

function linesIn(text: string): string[] {
  return unmarked(text)
    .split(/\n+/)
    .filter((line) => line !== '');
}

function textOfHtml(html: string): string {
  const text = html.replaceAll(/<br\/?>/g, '\n').replaceAll(/<[^>]+>/g, '');
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}

function speaksOf(message: Message, { reference }: Pick<Asked, 'reference'>): boolean {
  return linesOf(message).some((line) => line.includes(reference));
}

function actionOf(card: object | null, title: string): Node | undefined {
  return nodesIn((card ?? {}) as Node).find((node) => String(node.type).startsWith('Action.') && node.title === title);
}

function nodesIn(node: Node): Node[] {
  const { refresh: _, ...shown } = node;
  const inside = Object.values(shown).flatMap((value) => (Array.isArray(value) ? value : [value]));
  const children = inside.filter((value): value is Node => typeof value === 'object' && value !== null);
  return [node, ...children.flatMap(nodesIn)];
}

function isPressOf(activity: Node | undefined, personId: string): boolean {
  const { name, from, value } = (activity ?? {}) as { name?: string; from?: { aadObjectId?: string }; value?: { trigger?: string } };
  return name === 'adaptiveCard/action' && from?.aadObjectId === personId && value?.trigger === 'manual';
}
