import type { fiDeadlines } from './fi-deadlines.ts';

export const enDeadlines: typeof fiDeadlines = {
  toThread: {
    unclaimed: 'The request is waiting: nobody has claimed it yet.',
    promised: (due) => `The first answer was promised by ${due.day} at ${due.time}.`,
    remindUnclaimed: (name) => `${name} sends a reminder: nobody has claimed the request yet.`,
    remindClaimed: (name) => `${name} sends a reminder: the requester is waiting for an answer.`,
    warn: 'The deadline is close, and the requester has no answer yet.',
    nudge: (days) => `Nothing has happened in this consultation for ${days} working ${days === 1 ? 'day' : 'days'}.`,
    willReturn: (when) => `If nothing happens, the request returns to the whole network on ${when.day} at ${when.time}.`,
    return: (days) =>
      `Nothing has happened in this consultation for ${days} working ${days === 1 ? 'day' : 'days'}, so the request is free again. Anyone in the network can claim it.`,
    vacate: (name) => `${name} is no longer a member of the channel, so the request is free again. Anyone in the network can claim it.`,
    lapse: (days) => `The consultation was closed because nobody has written anything for ${days} ${days === 1 ? 'day' : 'days'}.`,
    assign: (name, expert, discipline) => `${name} assigned the consultation to ${expert} (${discipline}).`,
  },
  toAsker: {
    assign: (reference, name, discipline) => `Your request ${reference} is now looked after by ${name} (${discipline}).`,
    remind: (reference, name) => `${name} is still waiting for more information on your request ${reference}:`,
    return: (reference) =>
      `Your request ${reference} is back with the network, and another expert is being sought. We are sorry that the answer is taking time.`,
    lapse: (reference, days) =>
      `Consultation ${reference} was closed because nobody has written anything for ${days} ${days === 1 ? 'day' : 'days'}. You can reopen it within 14 days. Could you tell us whether the answer helped?`,
    unroute: (reference, network) =>
      `Your request ${reference} is now with the OT coordinator because the network ${network} is no longer in use. The coordinator will send it on.`,
    unrouteAnswered: (reference, network) =>
      `The network ${network}, which answered your request ${reference}, is no longer in use. If you ask more, your message goes to the OT coordinator.`,
  },
};
