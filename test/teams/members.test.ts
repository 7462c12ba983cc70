import { expect, test } from '@jest/globals';
import { memberFrom } from '../../src/teams/members.ts';

const tenantId = '8462bbcd-b783-54f8-aba1-74546e4c44e8';
const another = '7e5f0a4e-58c3-4f5c-8a55-5e2d7a1c9b10';
const documented = { id: '29:1aino', objectId: 'aino', givenName: 'Aino', surname: 'Esimerkki', tenantId, userRole: 'user' };

test.each<[string, object, string]>([
  ['the names that the documentation shows', documented, 'Aino Esimerkki'],
  ['a name that is given whole', { ...documented, name: 'Aino Maria Esimerkki' }, 'Aino Maria Esimerkki'],
  ['half of a name', { ...documented, surname: null }, 'Aino'],
  ['no name', { id: '29:1aino', objectId: 'aino', tenantId, userRole: 'user' }, ''],
])('a member with %s is called by it', (_what, account, name) => {
  expect(memberFrom(account, tenantId)).toMatchObject({ teamsId: '29:1aino', personId: 'aino', name, standing: 'own' });
});

test('the Entra id is found under either of its names', () => {
  const { objectId: _, ...rest } = documented;

  expect(memberFrom({ ...rest, aadObjectId: 'aino' }, tenantId).personId).toBe('aino');
  expect(memberFrom({ ...rest, objectId: 'AINO' }, tenantId).personId).toBe('aino');
  expect(memberFrom(rest, tenantId).personId).toBeNull();
});

test.each<[string, object, string]>([
  ['user', {}, 'own'],
  ['owner, in other letters', { userRole: 'Owner' }, 'own'],
  ['user of our tenant in other letters', { tenantId: tenantId.toUpperCase() }, 'own'],
  ['guest', { userRole: 'guest' }, 'outside'],
  ['anonymous', { userRole: 'anonymous' }, 'outside'],
  ['user of another tenant', { tenantId: another }, 'outside'],
  ['owner of another tenant', { tenantId: another, userRole: 'owner' }, 'outside'],
  ['user whose account is from elsewhere', { userPrincipalName: 'aino_muualla.example#EXT#@oma.example' }, 'outside'],
  ['role that is missing', { userRole: undefined }, 'unknown'],
  ['role that is null', { userRole: null }, 'unknown'],
  ['role that nobody knows', { userRole: 'superuser' }, 'unknown'],
  ['role that is no word', { userRole: 7 }, 'unknown'],
  ['tenant that is missing', { tenantId: undefined }, 'unknown'],
  ['tenant that is none', { tenantId: '29:1tenant' }, 'unknown'],
])('somebody with the role of %s is taken for one of our own by that alone', (_what, change, standing) => {
  expect(memberFrom({ ...documented, ...change }, tenantId).standing).toBe(standing);
});
