import { expect, test } from '@jest/globals';
import { registerFormView } from '../../src/teams/views/register-form.ts';
import { east, monday } from '../support/consultations.ts';

test('a channel that another area has given up is offered to an area that the coordinator has', () => {
  const before = { ...east, state: 'removed' as const };

  const { data } = registerFormView({
    values: { area: 'ita', name: east.name },
    ...{ locale: 'fi', offered: ['pohjois'], experts: [], before, at: monday },
  });

  expect(data.values).toMatchObject({ area: 'pohjois', name: east.name });
});
