import type { Consultation } from '../../domain/consultation.ts';
import type { Directory, Locale } from '../../domain/network.ts';
import { limits } from '../../domain/request.ts';
import { type Words, wordsOf } from '../../i18n/translate.ts';
import type { View } from '../cards.ts';
import { cut, escapeMarkdown, isolated } from '../plain-text.ts';
import { type CardNotice, type Choice, colorOf } from './case.ts';

/** What a person is besides somebody who may ask. */
export type Roles = { isCoordinator: boolean };

/** A person's roles, by the directory. */
export function rolesIn({ coordinators }: Pick<Directory, 'coordinators'>, personId: string): Roles {
  return { isCoordinator: coordinators.some((one) => one.personId === personId) };
}

/**
 * The greeting and help of the personal chat: what Neuvo is for, how to ask, what to write; a coordinator's own commands, too. `name` is the
 * person's first name, or empty.
 */
export function welcomeView(locale: Locale, name: string, { isCoordinator }: Roles): View {
  const words = wordsOf(locale);
  const { welcome, commands } = words;
  const title = name ? welcome.greeting(escapeMarkdown(isolated(name))) : welcome.title;
  const meanings = { new: welcome.commandNew, mine: welcome.commandMine, language: welcome.commandLanguage, help: welcome.commandHelp };
  const shown = (['new', 'mine', 'language', 'help'] as const).map((command) => ({
    command: commands[command][0],
    meaning: meanings[command],
  }));
  const meant = isCoordinator ? Object.entries(words.coordinators.commands) : [];
  const coordinatorCommands = meant.map(([command, meaning]) => ({ command: commands[command as 'networks'][0], meaning }));
  return {
    name: 'welcome',
    data: { lang: locale, summary: `${title} ${welcome.what}`, words, title, commands: shown, coordinatorCommands },
  };
}

/** The list of a person's own consultations, newest first; `limit` is how many were asked for. */
export function mineView(consultations: Consultation[], limit: number, locale: Locale): View {
  const words = wordsOf(locale);
  const data = {
    lang: locale,
    summary: words.mine.title,
    words,
    more: consultations.length === limit ? words.mine.more(limit) : '',
    askStyle: consultations.length === 0 ? 'positive' : 'default',
    consultations: consultations.map((consultation) => rowOf(consultation, words)),
  };
  return { name: 'mine', data };
}

function rowOf(consultation: Consultation, { mine, statuses }: Words) {
  const { id, reference, status, request } = consultation;
  const title = escapeMarkdown(request.title);
  return { id, reference, title, status: statuses[status], statusColor: colorOf(consultation), open: `${mine.open} ${reference}` };
}

/** The choice of language. */
export function languageView(locale: Locale): View {
  const words = wordsOf(locale);
  const choices = (['fi', 'sv', 'en'] as const).map((value) => ({ value, title: wordsOf(value).language }));
  return { name: 'language', data: { lang: locale, summary: words.languageCard.title, words, choices } };
}

/** What a message that is no command could be for: one of the person's living consultations, or a new one. `nonce` tells one message from another. */
export type RelayInput = {
  text: string;
  living: Consultation[];
  locale: Locale;
  nonce: string;
  chosen?: string;
  notice?: CardNotice;
  offersCheck?: boolean;
};

/** The view that asks whom a message is for; nothing has been sent yet. */
export function relayView({ text, living, locale, nonce, chosen, notice, offersCheck = false }: RelayInput): View {
  const words = wordsOf(locale);
  const choices = living.map((consultation) => choiceOf(consultation, locale));
  const offersRelay = choices.length > 0;
  const heading = offersRelay ? words.relay.title : '';
  const what = offersRelay ? words.relay.what : words.relay.nothingOpen;
  const shown = notice ?? shortened(text, words);
  const data = {
    lang: locale,
    summary: heading || what,
    words,
    heading,
    what,
    text: cut(text, limits.text),
    maxLength: limits.text,
    nonce,
    choices,
    offersRelay,
    askStyle: offersRelay ? 'default' : 'positive',
    offersCheck,
    first: chosen ?? choices[0]?.value ?? '',
    hasNotice: shown !== null,
    notice: shown,
  };
  return { name: 'relay', data };
}

function shortened(text: string, { issues, labels }: Words): CardNotice | null {
  return text.length > limits.text ? { style: 'warning', text: issues['too-long'](labels.text, limits.text), details: [] } : null;
}

/** The button that opens the request form. */
export function askInviteView(locale: Locale): View {
  const words = wordsOf(locale);
  return invite(locale, words.welcome.ask, [words.welcome.privacy, words.emergency], words.welcome.ask, 'ask');
}

/** What a coordinator is shown in a channel that they may register as a network. */
export function registerInviteView(locale: Locale): View {
  const { channel } = wordsOf(locale);
  return invite(locale, channel.register, [channel.registerWhat], channel.register, 'register');
}

function invite(lang: Locale, title: string, texts: string[], button: string, dialog: 'ask' | 'register'): View {
  return { name: 'invite', data: { lang, summary: [title, ...texts].join(' '), title, texts, button, dialog } };
}

function choiceOf({ id, reference, status, request }: Consultation, locale: Locale): Choice {
  return { value: id, title: `${wordsOf(locale).mine.line(reference, wordsOf(locale).statuses[status])} · ${request.title}` };
}
