import * as z from 'zod/v4';
import type { Clock } from '../clock.ts';
import type { DirectoryDesk } from '../desk/directory.ts';
import type { Statistics } from '../desk/statistics.ts';
import { localDate } from '../domain/calendar.ts';
import { AreaId, areasOf } from '../domain/network.ts';
import type { Person } from '../domain/person.ts';
import { screen } from '../domain/privacy.ts';
import { cleanLine, cut } from '../domain/text.ts';
import { formatWhen } from '../i18n/format.ts';
import { wordsOf } from '../i18n/translate.ts';
import { type ActionAnswer, card, message, type SubjectActions } from './action-answers.ts';
import type { SubjectCommands } from './commands.ts';
import type { Values } from './views/forms.ts';
import { mostTrainings, trainingView } from './views/training.ts';

type Dependencies = { statistics: Statistics; directory: DirectoryDesk; clock: Clock };

const pressed = { v: z.literal(1), card: z.literal('training') };
const Train = z.looseObject({ ...pressed, verb: z.literal('training') });
const Remove = z.looseObject({ ...pressed, verb: z.literal('remove-training'), of: AreaId, at: z.string() });
const Typed = z.object({
  on: z.iso.date().refine((date) => date >= '2000-01-01'),
  participants: z
    .string()
    .regex(/^[1-9]\d*$/)
    .transform(Number)
    .pipe(z.int().max(10_000)),
  topic: z.string().trim().min(1).max(120),
});

/** Builds what answers a coordinator who records a training, or removes one that was mistyped. Everything is authorised anew. */
export function createTrainingActions({ statistics, directory, clock }: Dependencies) {
  /** The presses of the training form, and of the trainings below it. */
  const press: SubjectActions = async (data, person) => {
    if (Train.safeParse(data).success) return record(valuesIn(data), person);
    const removal = Remove.safeParse(data);
    return removal.success ? remove(removal.data, person) : null;
  };

  /** The command for the training form. */
  const command: SubjectCommands = async (name, _rest, person) => {
    if (name !== 'training') return null;
    const own = await ownAreas(person);
    if (own.length === 0) return wordsOf(person.locale).statistics.training.onlyCoordinators;
    return viewOf(own, { on: localDate(clock.now()) }, person);
  };

  async function record(values: Values, person: Person): Promise<ActionAnswer> {
    const words = wordsOf(person.locale).statistics.training;
    const own = await ownAreas(person);
    const area = own.find((one) => one === values.area) ?? own[0];
    if (!area || (values.area && area !== values.area)) return message(words.onlyCoordinators);
    const typed = Typed.safeParse(values);
    const problem = typed.success ? problemOf(typed.data, person) : words.invalid;
    if (!typed.success || problem) return card(await viewOf(own, values, person, problem ?? words.invalid));
    const kept = await statistics.train(area, { ...typed.data, by: person.personId, at: clock.now() });
    if (!kept) return card(await viewOf(own, values, person, words.full));
    return card(await viewOf(own, { area }, person, words.saved(typed.data.participants, kept.length), true));
  }

  async function remove({ of: area, at }: z.infer<typeof Remove>, person: Person): Promise<ActionAnswer> {
    const words = wordsOf(person.locale).statistics.training;
    const own = await ownAreas(person);
    if (!own.includes(area)) return message(words.onlyCoordinators);
    const kept = await statistics.removeTraining(area, at);
    return card(await viewOf(own, { area, on: localDate(clock.now()) }, person, words.removed(kept.length), true));
  }

  async function viewOf(own: AreaId[], values: Values, { locale }: Person, notice = '', isGood = false) {
    const recent = await statistics.newestTrainings(own, mostTrainings);
    return trainingView({ areas: own, values, recent, locale, notice, isGood });
  }

  function problemOf({ on, topic }: z.infer<typeof Typed>, { locale }: Person): string | null {
    const { future, identifying } = wordsOf(locale).statistics.training;
    const now = clock.now();
    if (on > localDate(now)) return future(formatWhen(now, locale));
    return screen(topic).length > 0 ? identifying : null;
  }

  async function ownAreas({ personId }: Person): Promise<AreaId[]> {
    return areasOf(await directory.current(), personId);
  }

  return { press, command };
}

// Clients send numbers as numbers or as texts.
function valuesIn(data: unknown): Values {
  const entries = Object.entries(data as object).filter(([, value]) => typeof value === 'string' || typeof value === 'number');
  const texts = entries.map(([name, value]) => [name, name === 'topic' ? cleanLine(String(value)) : String(value)] as const);
  return Object.fromEntries(texts.map(([name, text]) => [name, cut(text, 200)]));
}
