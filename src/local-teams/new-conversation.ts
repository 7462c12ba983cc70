import * as z from 'zod/v4';
import { BotActivity } from './bot-message.ts';

/** What the bot sends to begin a thread in a channel, or a chat with a person. */
export const NewConversation = z.looseObject({
  members: z.array(z.looseObject({ id: z.string() })).nullish(),
  tenantId: z.string().nullish(),
  activity: BotActivity.nullish(),
  channelData: z
    .looseObject({
      channel: z.looseObject({ id: z.string() }).nullish(),
      tenant: z.looseObject({ id: z.string() }).nullish(),
    })
    .nullish(),
});
export type NewConversation = z.infer<typeof NewConversation>;
