import { describe, expect, test } from '@jest/globals';
import type { Consultation } from '../../src/domain/consultation.ts';
import type { Directory } from '../../src/domain/network.ts';
import { threadPostView, withoutMentions } from '../../src/teams/views/thread-post.ts';
import { unmarked } from '../golden/reader.ts';
import { ask, cast, country, type Doing, deserted, later, struck } from '../golden/story.ts';

const { asker, coordinator, coExpert, lead, member } = cast;
const claim: Doing = [lead, 'claim', { discipline: 'health' }];
const join: Doing = [coExpert, 'join', { discipline: 'social' }];
const answer: Doing = [lead, 'answer', { text: 'Näin.' }];
const onCall: Directory = {
  ...country,
  networks: country.networks.map((network) => ({
    ...network,
    duty: { turns: 'together', people: [member.person, coExpert.person], from: '2026-11-23' },
  })),
};

const crowd = Array.from({ length: 400 }, (_, index) => ({ id: String(index), teamsId: `29:${index}`, name: `Päivystäjä ${index}` }));

function withDutyOf(size: number): Directory {
  const duty = { turns: 'together' as const, people: crowd.slice(0, size), from: '2026-11-23' };
  return { ...country, networks: country.networks.map((network) => ({ ...network, duty })) };
}

describe('what the clock says in the thread', () => {
  test('that nobody has claimed a request calls all who are on duty, and says what is promised', () => {
    expect(postOf(struck(ask({}, onCall), 'remind', onCall), onCall)).toEqual({
      text: '<at>Lauri Hautasuo</at>, <at>Sirpa Aapakari</at> – <b>Pyyntö odottaa: kukaan ei ole vielä ottanut sitä hoitaakseen. Ensimmäinen vastaus on luvattu viimeistään ma 30.11.2026 klo 16.00.</b>',
      called: ['Lauri Hautasuo', 'Sirpa Aapakari'],
    });
  });

  test('mentions ten of a whole crowd on duty, and says how many more there are', () => {
    const crowded = withDutyOf(400);

    const { text, called } = postOf(struck(ask({}, crowded), 'remind', crowded), crowded);

    expect(called).toEqual(crowd.slice(0, 10).map(({ name }) => name));
    expect(text).toContain('<at>Päivystäjä 9</at> ja 20 muuta – <b>Pyyntö odottaa');
  });

  test('mentions ten of those whom an older release had called by hundreds', () => {
    const reminded = struck(ask({}, onCall), 'remind', onCall);
    const history = reminded.history.map((entry) => (entry.verb === 'remind' ? { ...entry, people: crowd } : entry));

    const { text, called } = postOf({ ...reminded, history }, onCall);

    expect(called).toHaveLength(10);
    expect(text).toContain('<at>Päivystäjä 9</at> ja 390 muuta – ');
  });

  test('says it to everybody where nobody is on duty', () => {
    expect(postOf(struck(ask(), 'remind'))).toMatchObject({ text: expect.stringMatching(/^<b>Pyyntö odottaa/), called: [] });
  });

  test('calls nobody to a request that somebody has claimed meanwhile', () => {
    const reminded = struck(ask({}, onCall), 'remind', onCall);

    expect(postOf(later(reminded, [claim], onCall), onCall, reminded.history.length).called).toEqual([]);
  });

  test('that a promise will soon have to be kept is told to the lead', () => {
    expect(postOf(struck(later(ask({ urgency: 'soon' }), [claim, join]), 'warn'))).toEqual({
      text: '<at>Mika Kaarnilahti</at> – <b>Määräaika lähestyy, eikä kysyjälle ole vielä vastattu. Ensimmäinen vastaus on luvattu viimeistään ke 25.11.2026 klo 16.00.</b>',
      called: ['Mika Kaarnilahti'],
    });
  });

  test('that nothing happens is told to the lead, with the day on which the request will be free again', () => {
    expect(postOf(struck(later(ask(), [claim]), 'nudge'))).toEqual({
      text: '<at>Mika Kaarnilahti</at> – <b>Konsultaatiossa ei ole tapahtunut mitään 3 työpäivään. Jos mitään ei tapahdu, pyyntö palaa koko verkostolle ma 30.11.2026 klo 10.35.</b>',
      called: ['Mika Kaarnilahti'],
    });
  });

  test('that a request has come back calls those on duty, not the expert who has let it go', () => {
    const returned = struck(later(ask({}, onCall), [claim], onCall), 'return', onCall);

    expect(postOf(returned, onCall)).toEqual({
      text: '<at>Lauri Hautasuo</at>, <at>Sirpa Aapakari</at> – <b>Konsultaatiossa ei ole tapahtunut mitään 5 työpäivään, joten pyyntö on taas vapaa. Kuka tahansa verkostosta voi ottaa sen hoitaakseen.</b>',
      called: ['Lauri Hautasuo', 'Sirpa Aapakari'],
    });
  });

  test('that its lead is in the channel no more says who, and calls those on duty', () => {
    expect(postOf(deserted(later(ask({}, onCall), [claim], onCall), onCall), onCall)).toEqual({
      text: '<at>Lauri Hautasuo</at>, <at>Sirpa Aapakari</at> – <b>Mika Kaarnilahti ei ole enää kanavan jäsen, joten pyyntö on taas vapaa. Kuka tahansa verkostosta voi ottaa sen hoitaakseen.</b>',
      called: ['Lauri Hautasuo', 'Sirpa Aapakari'],
    });
  });

  test('that a consultation is over says for how long nobody has written', () => {
    const lapsed = struck(later(ask(), [claim, answer]), 'lapse');

    expect(postOf(lapsed).text).toBe('<b>Konsultaatio päättyi, koska siinä ei ole kirjoitettu mitään 14 päivään.</b>');
  });
});

describe('what a coordinator does', () => {
  test.each([
    [
      'fi',
      'Raili Jänkälä muistuttaa: kukaan ei ole vielä ottanut pyyntöä hoitaakseen. Myöhässä: ensimmäinen vastaus luvattiin viimeistään ma 30.11.2026 klo 16.00.',
    ],
    [
      'sv',
      'Raili Jänkälä påminner: ingen har tagit hand om begäran ännu. Försenad: det första svaret utlovades senast mån 30.11.2026 kl. 16.00.',
    ],
    [
      'en',
      'Raili Jänkälä sends a reminder: nobody has claimed the request yet. Overdue: the first answer was promised by Mon 30 Nov 2026 at 16:00.',
    ],
  ] as const)('a reminder after the promise says since when it is overdue (%s)', (locale, sentence) => {
    const overdue = later(struck(ask(), 'breach'), [[coordinator, 'remind']]);
    const { text } = threadPostView({ consultation: overdue, seq: overdue.history.length, card: 0, locale, directory: country });

    expect(unmarked(text)).toContain(`<b>${sentence}</b>`);
  });

  test('a reminder of what nobody has claimed calls those on duty', () => {
    const { text, called } = postOf(later(ask({}, onCall), [[coordinator, 'remind']], onCall), onCall);

    expect(text).toContain('<b>Raili Jänkälä muistuttaa: kukaan ei ole vielä ottanut pyyntöä hoitaakseen. Ensimmäinen vastaus');
    expect(called).toEqual(['Lauri Hautasuo', 'Sirpa Aapakari']);
  });

  test('a reminder of what is claimed calls the lead alone', () => {
    const { text, called } = postOf(later(ask({}, onCall), [claim, join, [coordinator, 'remind']], onCall), onCall);

    expect(text).toContain('<b>Raili Jänkälä muistuttaa: kysyjä odottaa vastausta. Ensimmäinen vastaus on luvattu');
    expect(called).toEqual(['Mika Kaarnilahti']);
  });

  test('an expert who is assigned is called and named, one who has been replaced since is not called', () => {
    const assigned = later(ask(), [[coordinator, 'assign', { expert: member.person.id }]]);
    const replaced = later(assigned, [[coordinator, 'assign', { expert: lead.person.id }]]);

    expect(postOf(assigned)).toEqual({
      text: '<at>Lauri Hautasuo</at> – <b>Raili Jänkälä antoi konsultaation hoidettavaksi: Lauri Hautasuo (terveydenhuolto).</b>',
      called: ['Lauri Hautasuo'],
    });
    expect(postOf(replaced, country, assigned.history.length).called).toEqual([]);
  });

  test('a lead who is replaced is called with the new one, but not where they hand over themselves', () => {
    const claimed = later(ask(), [claim]);
    const replaced = later(claimed, [[coordinator, 'assign', { expert: member.person.id }]]);
    const handedOver = later(claimed, [[lead, 'assign', { expert: member.person.id }]]);
    const replacedAgain = later(replaced, [[coordinator, 'assign', { expert: coExpert.person.id }]]);

    expect(postOf(replaced)).toEqual({
      text: '<at>Lauri Hautasuo</at>, <at>Mika Kaarnilahti</at> – <b>Raili Jänkälä antoi konsultaation hoidettavaksi: Lauri Hautasuo (terveydenhuolto).</b>',
      called: ['Lauri Hautasuo', 'Mika Kaarnilahti'],
    });
    expect(postOf(handedOver).called).toEqual(['Lauri Hautasuo']);
    expect(postOf(replacedAgain).called).toEqual(['Sirpa Aapakari', 'Lauri Hautasuo']);
  });

  test('a lead who has released it is not called when somebody else is assigned', () => {
    const released = later(ask(), [claim, [lead, 'release', { text: 'En ehdi.' }]]);

    expect(postOf(later(released, [[coordinator, 'assign', { expert: member.person.id }]])).called).toEqual(['Lauri Hautasuo']);
  });

  test('what is told of a closing stays what it was, whatever the asker has answered since', () => {
    const closed = later(ask(), [claim, answer, [lead, 'close', { outcome: 'referred' }]]);
    const thanked = later(closed, [[asker, 'close', { helped: 2, change: 'none' }]]);

    expect(postOf(thanked, country, closed.history.length).text).toBe('<b>Mika Kaarnilahti päätti konsultaation: ohjattiin muualle.</b>');
    expect(postOf(thanked).text).toContain(
      'Kysyjä Aino Sarkavaara antoi palautteen. Kysyjän palaute: auttoi 2/5. Mikä muuttuu: ei muutosta.',
    );
  });
});

test('nobody is mentioned in the thread of a network that no longer has the consultation', () => {
  const warned = struck(later(ask(), [claim]), 'warn');
  const away = later(warned, [[coordinator, 'redirect', { target: 'area:etela', text: 'Perhe muutti.' }]]);

  expect(postOf(away, country, warned.history.length).called).toEqual([]);
});

test('whoever is in the channel no more is named without being mentioned', () => {
  const duty = struck(ask({}, onCall), 'remind', onCall);
  const post = threadPostView({ consultation: duty, seq: duty.history.length, card: 0, locale: 'fi', directory: onCall });

  const without = withoutMentions(post, [member.person]);

  expect(without.text).toMatch(/^Lauri Hautasuo, <at>Sirpa Aapakari<\/at> – <b>Pyyntö odottaa/);
  expect(without.mentioned).toEqual([coExpert.person]);
});

function postOf(consultation: Consultation, directory = country, seq = consultation.history.length) {
  const { text, mentioned } = threadPostView({ consultation, seq, card: 0, locale: 'fi', directory });
  return { text: unmarked(text), called: mentioned.map(({ name }) => name) };
}
