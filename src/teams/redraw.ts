import { type Activity, ActivityTypes } from 'botbuilder';
import { type Log, stackOf } from '../log.ts';
import type { ConnectorFor } from './adapter.ts';
import { attach, type View } from './cards.ts';
import type { Paced } from './pace.ts';

type Dependencies = { connectorFor: ConnectorFor; paced: Paced; log: Log };
type Where = Pick<Activity, 'serviceUrl' | 'conversation'>;

/** Builds what draws a message of the bot's anew for everybody, after what it shows has been changed through it. */
export function createRedraw({ connectorFor, paced, log }: Dependencies) {
  /** Never throws: the change is done, and an old card is answered with what is true. */
  return async ({ serviceUrl, conversation }: Where, message: string, view: View): Promise<void> => {
    if (message === '') return;
    const activity = { type: ActivityTypes.Message, attachments: [attach(view)], summary: view.data.summary } as Activity;
    try {
      const { conversations } = await connectorFor(serviceUrl);
      await paced(conversation.id, () => conversations.updateActivity(conversation.id, message, activity));
    } catch (error) {
      log.warn({ fault: stackOf(error) }, 'card not redrawn');
    }
  };
}

/** What draws a message anew. */
export type Redraw = ReturnType<typeof createRedraw>;
