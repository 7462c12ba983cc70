import type { fiDeadlines } from './fi-deadlines.ts';

export const svDeadlines: typeof fiDeadlines = {
  toThread: {
    unclaimed: 'Begäran väntar: ingen har tagit hand om den ännu.',
    promised: (due) => `Det första svaret har utlovats senast ${due.day} kl. ${due.time}.`,
    remindUnclaimed: (name) => `${name} påminner: ingen har tagit hand om begäran ännu.`,
    remindClaimed: (name) => `${name} påminner: frågeställaren väntar på svar.`,
    warn: 'Tidsfristen närmar sig, och frågeställaren har inte fått svar ännu.',
    nudge: (days) => `Ingenting har hänt i konsultationen på ${days} ${days === 1 ? 'arbetsdag' : 'arbetsdagar'}.`,
    willReturn: (when) => `Om ingenting händer återgår begäran till hela nätverket ${when.day} kl. ${when.time}.`,
    return: (days) =>
      `Ingenting har hänt i konsultationen på ${days} ${days === 1 ? 'arbetsdag' : 'arbetsdagar'}, så begäran är åter ledig. Vem som helst i nätverket kan ta hand om den.`,
    vacate: (name) => `${name} är inte längre medlem i kanalen, så begäran är åter ledig. Vem som helst i nätverket kan ta hand om den.`,
    lapse: (days) => `Konsultationen avslutades eftersom ingen har skrivit något på ${days} ${days === 1 ? 'dag' : 'dagar'}.`,
    assign: (name, expert, discipline) => `${name} gav konsultationen till ${expert} (${discipline}).`,
  },
  toAsker: {
    assign: (reference, name, discipline) => `Din begäran ${reference} sköts nu av ${name} (${discipline}).`,
    remind: (reference, name) => `${name} väntar fortfarande på tilläggsuppgifter till din begäran ${reference}:`,
    return: (reference) =>
      `Din begäran ${reference} har återgått till nätverket, och en annan sakkunnig söks. Vi beklagar att svaret dröjer.`,
    lapse: (reference, days) =>
      `Konsultationen ${reference} avslutades eftersom ingen har skrivit något på ${days} ${days === 1 ? 'dag' : 'dagar'}. Du kan öppna den på nytt inom 14 dagar. Vill du berätta om svaret hjälpte?`,
    unroute: (reference, network) =>
      `Din begäran ${reference} har övergått till OT-koordinatorn eftersom nätverket ${network} inte längre används. Koordinatorn styr den vidare.`,
    unrouteAnswered: (reference, network) =>
      `Nätverket ${network}, som svarade på din begäran ${reference}, används inte längre. Om du frågar mer går ditt meddelande till OT-koordinatorn.`,
  },
};
