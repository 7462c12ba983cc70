import type { Message } from './contract.ts';

export const attachedKinds = ['picture', 'file', 'loop'] as const;
type AttachedKind = (typeof attachedKinds)[number];

/** What a person's message carries besides its words: the message that it quotes, what is attached, and the words of a message that it forwards. */
export type Carried = { quotes: Quoted | null; attached: AttachedKind[]; forwards: string | null };
/** A message that is quoted, as its reader sees it. */
type Quoted = { id: string; senderId: string; senderName: string; text: string };
type Worded = Pick<Message, 'id' | 'text' | 'textFormat'> & { carried?: Carried };
type Account = { id: string; name: string };

/** A message as the wire carries it: its text, who is mentioned in it in this order, and its attachments. `older`: as clients sent quoted replies before the marker. */
export function spoken(message: Worded, accounts: Account[], kind: 'personal' | 'channel', older: boolean) {
  const { quotes, attached } = carriedBy(message);
  const mentions = accounts.map((mentioned) => ({ type: 'mention', mentioned, text: `<at>${mentioned.name}</at>` }));
  const words = [...mentions.map(({ text }) => text), message.text ?? ''].filter((part) => part !== '').join(' ');
  // In a channel a bot is not given files.
  const given = attached.filter((one) => kind === 'personal' || one !== 'file').map((one) => attachmentOf(one, message.id));
  const html = htmlOf(message, accounts, older);
  return {
    text: `${quotes ? (older ? `${quotes.senderName}\n${quotes.text}\n` : `<quoted messageId="${quotes.id}"/>`) : ''}${words}`,
    attachments: [...given, { contentType: 'text/html', content: html }],
    entities: [...mentions, ...(quotes && !older ? [quotedReply(quotes)] : [])],
  };
}

/** A message as a message action gets it: its body, and what it forwards. `plain`: as clients send it that send no HTML. */
export function payloadBody(message: Worded, plain: boolean) {
  const { forwards } = carriedBy(message);
  if (plain && forwards === null) return { body: { contentType: 'text', content: message.text ?? '' }, attachments: [] };
  const content = message.textFormat === 'html' ? (message.text ?? '') : htmlOf(message, [], false);
  if (forwards === null) return { body: { contentType: 'html', content }, attachments: [] };
  const original = { originalMessageId: message.id, originalMessageContent: paragraph(forwards), originalMessageSender: null };
  const attachment = { id: message.id, contentType: 'forwardedMessageReference', contentUrl: null, content: JSON.stringify(original) };
  return {
    body: { contentType: 'html', content: `${content}<attachment id="${message.id}"></attachment>` },
    attachments: [attachment],
  };
}

function carriedBy({ carried }: Worded): Carried {
  return carried ?? { quotes: null, attached: [], forwards: null };
}

// The text as the HTML that Teams attaches, with line breaks kept, what is quoted and who is mentioned in front, and where a file stands.
function htmlOf(message: Worded, accounts: Account[], older: boolean): string {
  const { quotes, attached } = carriedBy(message);
  const quotation = quotes && older ? blockquote(quotes) : '';
  const names = accounts.map(
    ({ name }, at) => `<span itemscope="" itemtype="http://schema.skype.com/Mention" itemid="${at}">${escaped(name)}</span>&nbsp;`,
  );
  const files = attached.filter((one) => one === 'file').map(() => `<attachment id="${message.id}"></attachment>`);
  return `${quotation}<p>${names.join('')}${lines(message.text ?? '')}</p>${files.join('')}`;
}

function blockquote({ id, senderId, senderName, text }: Quoted): string {
  const author = `<strong itemprop="mri" itemid="${senderId}">${escaped(senderName)}</strong><span itemprop="time" itemid="${id}"></span>`;
  return `<blockquote itemscope="" itemtype="http://schema.skype.com/Reply" itemid="${id}">${author}<p itemprop="preview">${lines(text)}</p></blockquote>`;
}

function quotedReply({ id, senderId, senderName, text }: Quoted) {
  return {
    type: 'quotedReply',
    quotedReply: { messageId: id, senderId, senderName, preview: text.slice(0, 120), time: id, isReplyDeleted: false },
  };
}

function attachmentOf(kind: AttachedKind, messageId: string) {
  const address = `https://files.example/${messageId}`;
  if (kind === 'picture') return { contentType: 'image/*', contentUrl: address };
  if (kind === 'loop') return { contentType: 'application/vnd.microsoft.card.fluidEmbedCard', contentUrl: null, content: '{}' };
  const content = { downloadUrl: address, uniqueId: messageId, fileType: 'pdf' };
  return { contentType: 'application/vnd.microsoft.teams.file.download.info', contentUrl: address, name: 'lausunto.pdf', content };
}

function paragraph(text: string): string {
  return `<p>${lines(text)}</p>`;
}

function lines(text: string): string {
  return escaped(text).replaceAll('\n', '<br>');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
