import { expect, test } from '@jest/globals';
import { emptyCentre, withTraining } from '../../src/domain/centre.ts';
import { bytesOf } from '../../src/domain/fullness.ts';
import type { Centre, Training } from '../../src/domain/network.ts';

const cosmosTakes = 2_000_000;
const training: Training = { on: '2026-11-02', participants: 20, topic: '漢'.repeat(120), by: 'raili', at: '2026-11-02T12:00:00.000Z' };

test('a centre keeps the trainings of many years, each once, and takes no more before its document is too large', () => {
  const trainings = Array.from({ length: 3_400 }, (_, index) => ({ ...training, participants: index + 1 }));
  let centre: Centre = { ...emptyCentre('pohjois'), trainings: trainings.slice(0, 3_200) };
  const kept = trainings.slice(3_200).map((one) => {
    const longer = withTraining(centre, one);
    centre = longer ?? centre;
    return longer !== null;
  });

  expect(kept[0]).toBe(true);
  expect(kept.at(-1)).toBe(false);
  expect(bytesOf(centre)).toBeLessThan(cosmosTakes);
  expect(withTraining(centre, trainings[0] as Training)).toBe(centre);
});
