import type { Fault } from '../contract.ts';
import { workshopApi } from './api.ts';
import { h } from './dom.ts';
import { sentenceOf } from './session.ts';
import type { Words } from './words.ts';

const statuses = ['429', '500', '502', '503', '504', '412', '403', '404', '401', '400'];

/** @returns a form that makes the connector answer wrongly, late or not at all */
export function createFaultForm(words: Words): HTMLElement {
  const said = h('p', { class: 'hint', role: 'status' });
  const form = h(
    'form',
    { class: 'faults', 'aria-label': words.faults, onsubmit: start },
    h('h3', {}, words.faults),
    field(words.faultStatus, select('status', [['', words.faultNone], ...statuses.map((status): [string, string] => [status, status])])),
    field(words.faultRetryAfter, number('retryAfter')),
    field(words.faultDelay, number('delayMs')),
    field(
      words.faultDrop,
      select('drop', [
        ['', words.dropNever],
        ['before', words.dropBefore],
        ['after', words.dropAfter],
      ]),
    ),
    field(words.faultTimes, number('times', words.faultAlways)),
    field(words.faultPath, h('input', { name: 'path', placeholder: '/activities' })),
    h(
      'div',
      { class: 'buttons' },
      h('button', { class: 'primary' }, words.applyFault),
      h('button', { type: 'button', class: 'quiet', onclick: clear }, words.clearFaults),
    ),
    said,
  );
  return form;

  function start(event: Event): void {
    event.preventDefault();
    tell(workshopApi.fault(readFault(new FormData(form))), words.faultsStarted);
  }

  function clear(): void {
    form.reset();
    tell(workshopApi.clearFaults(), words.faultsCleared);
  }

  function tell(done: Promise<unknown>, sentence: string): void {
    done.then(
      () => said.replaceChildren(sentence),
      (error) => said.replaceChildren(sentenceOf(error)),
    );
  }
}

function readFault(form: FormData): Fault {
  const text = (name: string) => String(form.get(name) ?? '').trim();
  const fault: Record<string, unknown> = {};
  for (const name of ['status', 'retryAfter', 'delayMs', 'times']) if (text(name) !== '') fault[name] = Number(text(name));
  if (text('drop')) fault.drop = text('drop');
  if (text('path')) fault.match = { path: text('path') };
  return fault;
}

function field(label: string, control: HTMLElement): HTMLElement {
  return h('label', {}, h('span', {}, label), control);
}

function number(name: string, placeholder = ''): HTMLElement {
  return h('input', { name, type: 'number', min: 0, placeholder });
}

function select(name: string, options: [string, string][]): HTMLElement {
  return h('select', { name }, ...options.map(([value, label]) => h('option', { value }, label)));
}
