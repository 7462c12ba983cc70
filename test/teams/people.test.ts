import { expect, test } from '@jest/globals';
import type { Activity } from 'botbuilder';
import { isOfTenant, ownChatIn } from '../../src/teams/people.ts';

const ours = '8462bbcd-b783-54f8-aba1-74546e4c44e8';
const another = '7e5f0a4e-58c3-4f5c-8a55-5e2d7a1c9b10';

test.each<[string, object, string | null]>([
  ['a message in the bot’s own chat', { type: 'message' }, 'a:1own'],
  ['the arrival in the bot’s own chat', { type: 'installationUpdate' }, 'a:1own'],
  ['a press there', { type: 'invoke', name: 'adaptiveCard/action' }, 'a:1own'],
  ['a dialog there', { type: 'invoke', name: 'task/submit' }, 'a:1own'],
  ['a message extension', { type: 'invoke', name: 'composeExtension/fetchTask' }, null],
  ['the form of a message extension', { type: 'invoke', name: 'composeExtension/submitAction' }, null],
  ['an arrival in a chat of two people', { type: 'installationUpdate', conversation: { id: '19:one_other@unq.gbl.spaces' } }, null],
  ['a message in a channel', { type: 'message', conversation: { id: '19:x@thread.tacv2', conversationType: 'channel' } }, null],
  ['a message in a group', { type: 'message', conversation: { id: 'a:1group', conversationType: 'groupChat' } }, null],
  ['a message from nowhere', { type: 'message', conversation: { id: 'a:1', conversationType: undefined } }, null],
])(
  '%s tells where somebody is only if it is of their own chat with the bot',
  (_what, { conversation, ...rest }: { conversation?: object }, chat) => {
    const activity = { ...rest, conversation: { id: 'a:1own', conversationType: 'personal', ...conversation } };

    expect(ownChatIn(activity as Activity)).toBe(chat);
  },
);

test.each<[string, object, boolean]>([
  ['in the conversation alone', { conversation: { tenantId: ours } }, true],
  ['in the channel data alone', { conversation: {}, channelData: { tenant: { id: ours } } }, true],
  ['in both, in other letters', { conversation: { tenantId: ours.toUpperCase() }, channelData: { tenant: { id: ours } } }, true],
  ['beside another in the channel data', { conversation: { tenantId: ours }, channelData: { tenant: { id: another } } }, false],
  ['beside another in the conversation', { conversation: { tenantId: another }, channelData: { tenant: { id: ours } } }, false],
  ['beside another of the sender', { conversation: { tenantId: ours }, from: { tenantId: another } }, false],
  ['beside an empty one', { conversation: { tenantId: '' }, channelData: { tenant: { id: ours } } }, false],
  ['beside what is no word', { conversation: { tenantId: ours }, channelData: { tenant: { id: { toString: 1 } } } }, false],
  ['nowhere', { conversation: {}, channelData: 'x' }, false],
])('an activity that names our tenant %s is ours only if it names no other', (_what, activity, isOurs) => {
  expect(isOfTenant(activity as Activity, ours)).toBe(isOurs);
});
