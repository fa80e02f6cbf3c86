// Showing values: text, JSON in colours, bytes as numbers.

import { ask, element, size } from './service.js';

const SHOWN_AT_ONCE = 256 * 1024;
const HEX_SHOWN = 1024;

/** Shows the value in that place, or offers to if it is large. */
export async function valueInto(place, value) {
  if (value.bytes > SHOWN_AT_ONCE) {
    const button = element('button', { type: 'button', textContent: 'Show ' + size(value.bytes) });
    button.addEventListener('click', () => load(place, value));
    place.replaceChildren(element('div', { className: 'actions' }, button, download(value)));
  } else {
    await load(place, value);
  }
}

async function load(place, value) {
  place.replaceChildren(element('p', { className: 'dim', textContent: 'Loading …' }));
  try {
    place.replaceChildren(await rendered(value), element('div', { className: 'actions' }, download(value)));
  } catch (error) {
    place.replaceChildren(element('p', { className: 'bad', textContent: error.message }));
  }
}

async function rendered(value) {
  const response = await ask(value.target);
  if (value.binary) return bytes(new Uint8Array(await response.arrayBuffer()));
  if (value.entry) {
    const answer = await response.json();
    return answer.data_type === 'string' ? text(answer.data) : coloured(answer.data);
  }
  return value.type === 'json' ? coloured(await response.json()) : text(await response.text());
}

const text = (value) => element('pre', { textContent: value });

function bytes(all) {
  const lines = [];
  for (let at = 0; at < Math.min(all.length, HEX_SHOWN); at += 16) {
    const part = [...all.subarray(at, at + 16)];
    const hex = part.map((b) => b.toString(16).padStart(2, '0')).join(' ').padEnd(48);
    const letters = part.map((b) => (b >= 32 && b < 127 ? String.fromCharCode(b) : '·')).join('');
    lines.push(at.toString(16).padStart(6, '0') + '  ' + hex + ' ' + letters);
  }
  if (all.length > HEX_SHOWN) lines.push('… ' + size(all.length - HEX_SHOWN) + ' more');
  return element('pre', { className: 'bytes', textContent: lines.join('\n') });
}

const TOKENS = /("(?:\\.|[^"\\])*")(\s*:)?|\b(true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

function coloured(value) {
  const source = JSON.stringify(value, null, 2);
  const made = element('pre');
  if (source.length > SHOWN_AT_ONCE) {
    made.textContent = source;
    return made;
  }
  let at = 0;
  for (const match of source.matchAll(TOKENS)) {
    made.append(source.slice(at, match.index));
    const kind = match[2] ? 'name' : match[1] ? 'string' : match[3] ? 'word' : 'number';
    made.append(element('span', { className: kind, textContent: match[1] || match[0] }));
    if (match[2]) made.append(match[2]);
    at = match.index + match[0].length;
  }
  made.append(source.slice(at));
  return made;
}

function download(value) {
  const button = element('button', { type: 'button', textContent: 'Download' });
  button.addEventListener('click', async () => {
    try {
      // A plain link could not carry the key.
      const link = element('a', { href: URL.createObjectURL(await (await ask(value.target)).blob()), download: value.name });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    } catch (error) {
      button.replaceWith(element('span', { className: 'bad', textContent: error.message }));
    }
  });
  return button;
}
