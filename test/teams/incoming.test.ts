import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { activityIn } from '../../src/teams/incoming.ts';

const account = { id: '29:x' };
const activity = {
  type: 'message',
  channelId: 'msteams',
  serviceUrl: 'https://smba.trafficmanager.net/emea/',
  from: account,
  recipient: account,
  conversation: { id: 'a:1' },
};

// JSON without a member that JSON.parse would make a prototype's name of.
const json = fc.json().filter((text) => !text.includes('__proto__'));

test('whatever JSON an activity carries, it is read as it was written', () => {
  fc.assert(
    fc.property(json, (text) => {
      const body = JSON.stringify(activity).replace('}', () => `},"value":${text}`);
      expect(activityIn(Buffer.from(body))).toEqual({ ...activity, value: JSON.parse(text) });
    }),
  );
});

test('with any member of it twice, it is not read at all', () => {
  fc.assert(
    fc.property(fc.string(), json, json, (name, one, other) => {
      fc.pre(name !== '__proto__');
      const member = JSON.stringify(name);
      const body = JSON.stringify(activity).replace('}', `},"value":[{${member}:${one},"x${name.length}":[],${member}:${other}}]`);
      expect(activityIn(Buffer.from(body))).toBeNull();
    }),
  );
});

test('signs within quotes are no members, and quotes that are escaped end nothing', () => {
  for (const text of ['a:b', '{"a":1,"a":1}', '\\', '\\\\', '\\"', '"', '":"', '\\\\":"\\', '['.repeat(500)]) {
    expect(activityIn(Buffer.from(JSON.stringify({ ...activity, text })))).toMatchObject({ text });
  }
});

test('a hundred levels are read, one more is not', () => {
  const nested = (levels: number) =>
    Buffer.from(JSON.stringify(activity).replace('}', `},"value":${'['.repeat(levels)}${']'.repeat(levels)}`));
  expect(activityIn(nested(99))).not.toBeNull();
  expect(activityIn(nested(100))).toBeNull();
});
