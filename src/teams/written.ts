import type { Activity } from 'botbuilder';
import * as z from 'zod/v4';
import { cleanName, cleanText } from '../domain/text.ts';
import { quotationIn } from './html.ts';

/** Somebody whose name stands in a text because they were mentioned there: their id in Teams, and from where to where the name stands. */
export type Mentioned = { teamsId: string; name: string; start: number; end: number };
/**
 * What a message says: its text, in which whoever is mentioned besides the bot is called by name; the same without those names, to look for commands in; and
 * whether it carries what can't be passed on as a text.
 */
export type Written = { text: string; bare: string; mentioned: Mentioned[]; hasAttachments: boolean };

const Mention = z.looseObject({ type: z.literal('mention'), mentioned: z.looseObject({ id: z.string() }), text: z.string() });
const Attachment = z.looseObject({ contentType: z.string().catch(''), content: z.unknown() });
const list = z.array(z.unknown()).catch([]);

// More entities than anybody mentions people, and more attachments than anybody sends: whatever is over is an attachment all the same.
const mostMentions = 50;
const mostAttachments = 50;
// A message has its own text once more; each is parsed.
const mostHtmls = 2;
// A private character that stands for a name while the text around it is cleaned.
const stand = '\ue000';
// A message's own text again, and the message that it replies to: no more than what is said.
const notAttached = ['text/html', 'messageReference'];

/**
 * Reads a message as Teams sends it. The bot's own mention is cut by its entity; a name has at most 256 characters
 * (https://learn.microsoft.com/graph/api/resources/user). Of a quoted reply neither the marker `<quoted messageId="…"/>` (teams.py #321) nor, from older
 * clients, the quoted words are taken for the person's own.
 */
export function writtenIn({ text, entities, attachments, recipient }: Activity): Written {
  const mentions = list.parse(entities).slice(0, mostMentions).flatMap(mentionIn);
  const all = list.parse(attachments);
  const attached = all.slice(0, mostAttachments).flatMap(attachmentIn);
  const htmls = attached
    .flatMap(({ contentType, content }) => (contentType === 'text/html' && typeof content === 'string' ? [content] : []))
    .slice(0, mostHtmls);
  const own = mentions.filter(({ mentioned }) => mentioned.id === recipient?.id);
  const typed = own.reduce((rest, mention) => rest.replaceAll(mention.text, ''), (text ?? '').replaceAll(stand, ''));
  const said = htmls.map(quotationIn).reduce(withoutBeginning, typed.replace(/<quoted\b[^<>]{0,200}>/g, '').replaceAll('</quoted>', ''));
  const isMore = all.length > mostAttachments || attached.some(({ contentType }) => !notAttached.includes(contentType));
  const isReply = attached.some(({ contentType }) => contentType === 'messageReference');
  return { ...named(said, mentions), hasAttachments: isMore || htmls.some((html) => showsMore(html, isReply)) };
}

function named(said: string, mentions: z.infer<typeof Mention>[]): Omit<Written, 'hasAttachments'> {
  const found: { teamsId: string; name: string }[] = [];
  const marked = said.replace(/<at\b[^<>]{0,100}>([^<]{0,256})<\/at>/g, (mention, name: string) => {
    found.push({ teamsId: mentions.find(({ text }) => text === mention)?.mentioned.id ?? '', name: cleanName(name) });
    return stand;
  });
  const [first = '', ...rest] = cleanText(marked.replace(/&nbsp;|\u00a0/g, ' ')).split(stand);
  let text = first;
  const mentioned = rest.map((after, at) => {
    const { teamsId = '', name = '' } = found[at] ?? {};
    const start = text.length;
    text += name + after;
    return { teamsId, name, start, end: start + name.length };
  });
  const bare = cleanText([first, ...rest].join(' '));
  // Where a name and what follows it become one character, nobody knows where the names stand.
  const clean = cleanText(text);
  return { text: clean, bare, mentioned: clean === text ? mentioned : [] };
}

// Older clients put what is quoted in front of what is said, spaced as they like.
function withoutBeginning(text: string, quotation: string): string {
  const quoted = quotation.replace(/\s+/g, '');
  let at = 0;
  for (const sign of quoted) {
    while (/\s/.test(text[at] ?? '')) at++;
    if (!text.startsWith(sign, at)) return text;
    at += sign.length;
  }
  return text.slice(at);
}

// In a channel a file is no attachment of the activity, but has a place in the HTML ("Send and receive files from a bot"); a picture has one anywhere.
function showsMore(html: string, isReply: boolean): boolean {
  const pictures = html.split('<img').slice(1);
  const isPicture = pictures.some((rest) => !rest.slice(0, Math.max(rest.indexOf('>'), 0)).includes('schema.skype.com/Emoji'));
  return isPicture || (!isReply && html.includes('<attachment'));
}

function mentionIn(entity: unknown): z.infer<typeof Mention>[] {
  const { data } = Mention.safeParse(entity);
  return data?.text.startsWith('<at') ? [data] : [];
}

function attachmentIn(attachment: unknown): z.infer<typeof Attachment>[] {
  const { data } = Attachment.safeParse(attachment);
  return data ? [data] : [];
}
