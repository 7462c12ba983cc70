import { type Activity, ActivityTypes } from 'botbuilder';
import type { DirectoryDesk } from '../desk/directory.ts';
import { shared } from '../desk/shared.ts';
import { type Log, stackOf } from '../log.ts';
import type { ConnectorFor } from './adapter.ts';
import { attach, type View } from './cards.ts';
import type { Paced } from './pace.ts';
import { channelOf } from './people.ts';

type Dependencies = { directory: Pick<DirectoryDesk, 'isCard'>; connectorFor: ConnectorFor; paced: Paced; log: Log };
type Where = Pick<Activity, 'serviceUrl' | 'conversation'>;

/**
 * Builds what draws a card of networks anew for everybody, after what it shows has been changed through it. Which message that is, a client
 * says: whatever the bot has not posted as such a card itself stays as it is.
 */
export function createRedraw({ directory, connectorFor, paced, log }: Dependencies) {
  const asked = new Map<string, () => Promise<void>>();
  const underWay = new Set<Promise<void>>();
  // One after the other, so that no older view covers a newer one.
  const drawn = shared(async (key: string) => {
    const drawNewest = asked.get(key);
    asked.delete(key);
    await drawNewest?.();
  });

  /** Nobody waits for it, for whoever has made the change has their answer. Never throws: the change is done, and an old card is answered with what is true. */
  function redraw(where: Where, message: string, view: View): void {
    if (message === '') return;
    const key = `${where.conversation.id} ${message}`;
    asked.set(key, () => draw(where, message, view));
    const drawing = drawn(key).finally(() => underWay.delete(drawing));
    underWay.add(drawing);
  }

  async function draw({ serviceUrl, conversation }: Where, message: string, view: View): Promise<void> {
    try {
      if (!(await directory.isCard(channelOf(conversation.id), message))) return;
      const activity = { type: ActivityTypes.Message, attachments: [attach(view)], summary: view.data.summary } as Activity;
      const { conversations } = await connectorFor(serviceUrl);
      await paced(conversation.id, () => conversations.updateActivity(conversation.id, message, activity));
    } catch (error) {
      log.warn({ fault: stackOf(error) }, 'card not redrawn');
    }
  }

  /** Resolves when what has been asked for is drawn. */
  async function settle(): Promise<void> {
    await Promise.all(underWay);
  }

  return { redraw, settle };
}

/** What draws a message anew. */
export type Redraw = ReturnType<typeof createRedraw>['redraw'];
