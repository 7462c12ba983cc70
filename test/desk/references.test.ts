import { beforeEach, expect, test } from '@jest/globals';
import { referenceOf } from '../../src/domain/consultation.ts';
import { asker, createStage, formOf, type Stage, stranger } from './stage.ts';

// 31⁶: two ids that are so far apart would be called the same.
const apart = 31 ** 6;

let stage: Stage;

beforeEach(async () => {
  stage = await createStage();
});

test('two forms whose ids make the same reference are called differently, also if they are sent at once', async () => {
  const forms = [formOf(1), formOf(1 + apart), formOf(1 + 2 * apart)];
  expect(new Set(forms.map(({ id }) => referenceOf(id))).size).toBe(1);

  const outcomes = await Promise.all(forms.map((form) => stage.desk.submit(form, asker)));

  expect(new Set(outcomes.map(({ consultation }) => consultation?.reference)).size).toBe(3);
});

test('a form that is sent again is called as it was, also if the process died before it was opened', async () => {
  const dying = { ...stage.store, create: diesAtConsultations(stage) };
  await stage.desk.submit(formOf(1), asker);
  await expect(stage.openDesk('dying', stage.teams, { store: dying }).submit(formOf(1 + apart), asker)).rejects.toThrow('killed');
  const { consultation: other } = await stage.desk.submit(formOf(1 + 2 * apart), asker);

  const { consultation: first } = await stage.desk.submit(formOf(1 + apart), asker);
  const { consultation: again } = await stage.desk.submit(formOf(1 + apart), asker);

  expect(first?.reference).toBe(referenceOf(formOf(1).id, 1));
  expect(again?.reference).toBe(first?.reference);
  expect(other?.reference).toBe(referenceOf(formOf(1).id, 2));
});

test('a reference that was given before references were held is not given again', async () => {
  const { consultation } = await stage.desk.submit(formOf(1), asker);
  const older = await createStage();
  if (consultation) await older.store.create(consultation);

  await older.desk.sweep();
  const { consultation: next } = await older.desk.submit(formOf(1 + apart), asker);

  expect(next?.reference).not.toBe(consultation?.reference);
});

test('whoever sends a form under the id of another’s request is told nothing of it, and changes nothing', async () => {
  const id = await stage.asked();
  const before = await stage.read(id);

  const outcome = await stage.desk.submit({ ...formOf(1), id }, stranger);

  expect(outcome).toEqual({ consultation: null, actor: null, refusal: { code: 'not-found' } });
  expect(await stage.read(id)).toEqual(before);
});

function diesAtConsultations({ store }: Stage): Stage['store']['create'] {
  return async (document) => {
    if (document.kind === 'consultation') throw new Error('killed');
    return store.create(document);
  };
}
