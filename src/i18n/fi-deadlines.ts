import type { When } from './format.ts';

/** What is told of promises and of silence: by the clock, or by whoever looks after them. */
export const fiDeadlines = {
  toThread: {
    unclaimed: 'Pyyntö odottaa: kukaan ei ole vielä ottanut sitä hoitaakseen.',
    promised: (due: When) => `Ensimmäinen vastaus on luvattu viimeistään ${due.day} klo ${due.time}.`,
    remindUnclaimed: (name: string) => `${name} muistuttaa: kukaan ei ole vielä ottanut pyyntöä hoitaakseen.`,
    remindClaimed: (name: string) => `${name} muistuttaa: kysyjä odottaa vastausta.`,
    warn: 'Määräaika lähestyy, eikä kysyjälle ole vielä vastattu.',
    nudge: (days: number) => `Konsultaatiossa ei ole tapahtunut mitään ${days} työpäivään.`,
    willReturn: (when: When) => `Jos mitään ei tapahdu, pyyntö palaa koko verkostolle ${when.day} klo ${when.time}.`,
    return: (days: number) =>
      `Konsultaatiossa ei ole tapahtunut mitään ${days} työpäivään, joten pyyntö on taas vapaa. Kuka tahansa verkostosta voi ottaa sen hoitaakseen.`,
    vacate: (name: string) =>
      `${name} ei ole enää kanavan jäsen, joten pyyntö on taas vapaa. Kuka tahansa verkostosta voi ottaa sen hoitaakseen.`,
    lapse: (days: number) => `Konsultaatio päättyi, koska siinä ei ole kirjoitettu mitään ${days} päivään.`,
    assign: (name: string, expert: string, discipline: string) => `${name} antoi konsultaation hoidettavaksi: ${expert} (${discipline}).`,
  },
  toAsker: {
    assign: (reference: string, name: string, discipline: string) => `Pyyntöäsi ${reference} hoitaa nyt ${name} (${discipline}).`,
    remind: (reference: string, name: string) => `${name} odottaa yhä lisätietoa pyyntöösi ${reference}:`,
    return: (reference: string) =>
      `Pyyntösi ${reference} palasi verkostolle, ja sille etsitään toista asiantuntijaa. Pahoittelemme, että vastaus viipyy.`,
    lapse: (reference: string, days: number) =>
      `Konsultaatio ${reference} päättyi, koska siinä ei ole kirjoitettu mitään ${days} päivään. Voit avata sen uudelleen 14 päivän ajan. Kertoisitko vielä, auttoiko vastaus?`,
    unroute: (reference: string, network: string) =>
      `Pyyntösi ${reference} siirtyi OT-koordinaattorille, koska verkosto ${network} ei ole enää käytössä. Koordinaattori ohjaa sen eteenpäin.`,
    unrouteAnswered: (reference: string, network: string) =>
      `Pyyntöösi ${reference} vastannut verkosto ${network} ei ole enää käytössä. Jos kysyt lisää, viestisi menee OT-koordinaattorille.`,
  },
};
