import * as z from 'zod/v4';
import { everythingIn } from './card.ts';
import { type FilePlace, fileCardOf } from './file-cards.ts';
import { cardOf } from './rules.ts';
import type { Card, Content } from './state.ts';

const Mention = z.looseObject({
  type: z.literal('mention'),
  text: z.string(),
  mentioned: z.looseObject({ id: z.string(), name: z.string().optional() }),
});
type Mention = z.infer<typeof Mention>;

/** An activity that the bot sends. */
export const BotActivity = z.looseObject({
  type: z.string(),
  text: z.string().nullish(),
  textFormat: z.enum(['plain', 'markdown', 'xml', 'html']).nullish(),
  attachments: z.array(z.unknown()).nullish(),
  entities: z.array(z.looseObject({ type: z.string() })).nullish(),
});
export type BotActivity = z.infer<typeof BotActivity>;

/** Answers the person's id and name, or null if nobody in the conversation has this `29:…` or Entra id. */
export type FindMember = (id: string) => { id: string; name: string } | null;

/**
 * What a message of the bot says, if Teams would take it.
 *
 * @returns the content, or a sentence on what is wrong: no text and no card, a card that is not one or may not stand there, a mention that isn't in
 * the text as it is in the entity or is of a stranger
 */
export function contentOfMessage(activity: BotActivity, member: FindMember, place: FilePlace): Content | { problem: string } {
  const attachments = activity.attachments ?? [];
  if (attachments.length > 1) return { problem: 'Local Teams shows one card per message.' };
  if (!activity.text && attachments.length === 0) return { problem: 'The message has neither text nor a card.' };
  const read = attachments.length === 0 ? { card: null, file: null } : attachmentOf(attachments[0], place);
  if ('problem' in read) return read;
  const inText = mentionsOf(activity.entities, activity.text ?? '', member);
  if ('problem' in inText) return inText;
  const inCard = read.card ? mentionsOf(cardEntities(read.card), cardTexts(read.card), member) : { mentions: [] };
  if ('problem' in inCard) return inCard;
  const { text, textFormat } = activity;
  return {
    text: text || null,
    textFormat: textFormat === 'plain' ? 'plain' : textFormat === 'xml' || textFormat === 'html' ? 'html' : 'markdown',
    mentions: [...inText.mentions, ...inCard.mentions],
    card: read.card,
    file: read.file,
  };
}

function attachmentOf(attachment: unknown, place: FilePlace): Pick<Content, 'card' | 'file'> | { problem: string } {
  const asFile = fileCardOf(attachment, place);
  if (asFile) return 'problem' in asFile ? asFile : { card: null, file: asFile.file };
  const asCard = cardOf(attachment, 'chat');
  return 'problem' in asCard ? asCard : { card: asCard.card, file: null };
}

function mentionsOf(entities: unknown, text: string, member: FindMember): { mentions: Content['mentions'] } | { problem: string } {
  const mentions: Content['mentions'] = [];
  for (const entity of Array.isArray(entities) ? entities : []) {
    if (entity?.type !== 'mention') continue;
    const parsed = Mention.safeParse(entity);
    if (!parsed.success) return { problem: 'A mention needs a text and whom it mentions.' };
    const found = mention(parsed.data, text, member);
    if ('problem' in found) return found;
    mentions.push(found);
  }
  return { mentions };
}

function mention({ text, mentioned }: Mention, whole: string, member: FindMember): Content['mentions'][number] | { problem: string } {
  if (!/^<at>.+<\/at>$/.test(text) || !whole.includes(text)) return { problem: `The mention ${text} is not in the text.` };
  const found = member(mentioned.id);
  return found ? { id: found.id, name: found.name } : { problem: `${mentioned.id} is not in this conversation.` };
}

function cardEntities(card: Card): unknown {
  return (card.msteams as { entities?: unknown } | undefined)?.entities;
}

/** Mentions work in TextBlock and FactSet only. */
function cardTexts(card: Card): string {
  const texts = [...everythingIn(card)].flatMap((node) => {
    if (node.type === 'TextBlock') return [String(node.text)];
    return node.type === 'FactSet' && Array.isArray(node.facts) ? node.facts.map((fact) => `${fact?.title} ${fact?.value}`) : [];
  });
  return texts.join('\n');
}
