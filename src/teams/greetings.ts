import type { Activity } from 'botbuilder';
import type { Clock } from '../clock.ts';
import type { DirectoryDesk } from '../desk/directory.ts';
import type { Person } from '../domain/person.ts';
import { type Log, stackOf } from '../log.ts';
import { messageOf } from './commands.ts';
import type { Replies } from './replies.ts';
import { rolesIn, welcomeView } from './views/chat.ts';

type Dependencies = {
  clock: Pick<Clock, 'elapsed'>;
  log: Pick<Log, 'warn'>;
  directory: Pick<DirectoryDesk, 'current' | 'person' | 'remember' | 'welcome'>;
  replies: Pick<Replies, 'reply'>;
};

// On its way in, an app is told of by two events in either order or at once, and only one of them has a locale: docs/decisions/language.md.
const languageMs = 5_000;

/** Builds what greets people, each once, in the language that Teams tells. */
export function createGreetings({ clock, log, directory, replies }: Dependencies) {
  const waiting = new Map<string, { activity: Activity; from: number }>();

  /** Greets whoever has got the bot; as long as their language is a guess, that waits a moment for an event that tells it. */
  async function greet(activity: Activity, person: Person): Promise<void> {
    if (person.localeBy !== 'guessed') return welcome(activity, person);
    waiting.set(person.personId, { activity, from: clock.elapsed() + languageMs });
  }

  /** Greets those who have waited long enough, in whatever language is known by now. Never throws: whoever writes is answered anyway. */
  async function greetDue(): Promise<void> {
    const due = [...waiting].filter(([, { from }]) => from <= clock.elapsed());
    for (const [personId, { activity }] of due) {
      waiting.delete(personId);
      await directory
        .person(personId)
        .then((person) => person && welcome(activity, person))
        .catch((error) => log.warn({ fault: stackOf(error) }, 'greeting not sent'));
    }
  }

  async function welcome(activity: Activity, { personId, locale, givenName = '' }: Person): Promise<void> {
    if (!(await directory.welcome(personId))) return;
    const roles = rolesIn(await directory.current(), personId);
    const isSent = await replies.reply(activity, messageOf(welcomeView(locale, givenName, roles)));
    if (!isSent) await directory.remember(personId, { isWelcomed: false });
  }

  return { greet, greetDue };
}
