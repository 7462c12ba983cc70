import { readAddress } from './address.ts';
import { fetchWorld } from './api.ts';
import { createClient } from './client.ts';
import { h } from './dom.ts';
import { sentenceOf } from './session.ts';
import { createStart } from './start.ts';
import { applyTheme } from './theme.ts';
import { wordsFor } from './words.ts';

applyTheme();
document.body.replaceChildren(await page());

async function page(): Promise<HTMLElement> {
  try {
    const world = await fetchWorld();
    const person = world.people.find((candidate) => candidate.id === readAddress().as);
    return person ? createClient(world, person) : createStart(world);
  } catch (error) {
    const words = wordsFor(navigator.language);
    const again = h('button', { type: 'button', class: 'primary', onclick: () => location.reload() }, words.tryAgain);
    return h('main', { class: 'problem', role: 'alert' }, h('h1', {}, words.notLoaded), h('p', {}, sentenceOf(error)), again);
  }
}
