// Everything that comes from the service is put into the page as text, never as markup.

import { KEY_NAME, KEY, Refused, ago, childPath, element, json, path, size } from './service.js';
import { valueInto } from './values.js';

const $ = (id) => document.getElementById(id);
const state = { namespace: null, after: '', loading: 0 };

function status(text, bad = false) {
  $('status').textContent = text;
  $('status').classList.toggle('bad', bad);
}

function show(error) {
  if (error instanceof Refused) {
    sessionStorage.removeItem(KEY);
    login(error.message);
  } else {
    status(error.message, true);
  }
}

function login(text) {
  $('main').hidden = true;
  $('forget').hidden = true;
  $('login').hidden = false;
  if (text) $('login-text').textContent = text + '.';
  $('key').focus();
}

// Namespaces

async function open() {
  try {
    const [info, namespaces] = await Promise.all([json('/server/storage/info'), json('/namespaces/list')]);
    $('login').hidden = true;
    $('main').hidden = false;
    $('forget').hidden = !KEY_NAME;
    $('storage').textContent = info.storage_mode.replace('_', ' ');
    $('storage').hidden = false;
    namespaceList(namespaces);
    await route(namespaces);
  } catch (error) {
    show(error);
  }
}

function namespaceList(namespaces) {
  $('namespaces').replaceChildren(...namespaces.map((name) => {
    const button = element('button', { type: 'button', textContent: name });
    button.addEventListener('click', () => go(name));
    return element('li', {}, button);
  }));
  filterNamespaces();
}

function filterNamespaces() {
  const wanted = $('namespaces-search').value.toLowerCase();
  for (const item of $('namespaces').children) {
    item.hidden = !item.textContent.toLowerCase().includes(wanted);
  }
}

function mark(list, test) {
  for (const button of list.querySelectorAll('button')) {
    button.setAttribute('aria-current', String(test(button)));
  }
}

// Where the page is stands behind the # of its address, so that going back and sending links work.

const go = (...parts) => { location.hash = parts.map(encodeURIComponent).join('/'); };

async function route(namespaces) {
  const [namespace, id] = location.hash.slice(1).split('/').map(decodeURIComponent);
  const wanted = namespace || (namespaces && namespaces[0]);
  if (!wanted) {
    $('namespace').textContent = '';
    $('entries').replaceChildren();
    $('detail').replaceChildren();
    status('Nothing is stored yet. What a client stores shows up here.');
    return;
  }
  if (wanted !== state.namespace) {
    state.namespace = wanted;
    $('search').value = '';
    $('namespace').textContent = wanted;
    mark($('namespaces'), (button) => button.textContent === wanted);
    await list();
    // Whoever went on to another one meanwhile is there already.
    if (wanted !== state.namespace) return;
  }
  $('main').dataset.view = id ? 'entry' : 'entries';
  mark($('entries'), (button) => button.dataset.id === id);
  if (id) {
    await entry(id);
  } else {
    $('detail').replaceChildren(element('p', { className: 'empty', textContent: 'Choose an entry to look into it.' }));
  }
}

// Entries

async function list() {
  state.after = '';
  $('entries').replaceChildren();
  await more();
}

async function more() {
  const turn = ++state.loading;
  $('more').hidden = true;
  status('Loading …');
  try {
    let found = 0;
    let page;
    do {
      const query = new URLSearchParams({ limit: '50', q: $('search').value.trim(), after: state.after });
      page = await json(path(state.namespace, 'entries') + '?' + query);
      // A slow answer to an earlier question must not mix with that to a later one.
      if (turn !== state.loading) return;
      found += page.entries.length;
      $('entries').append(...page.entries.map(row));
      state.after = page.next || '';
    } while (!found && page.next);
    $('more').hidden = !page.next;
    const count = $('entries').children.length;
    status(count === 0 ? 'No entry fits.' : page.next ? count + ' entries so far' : count === 1 ? '1 entry' : count + ' entries');
  } catch (error) {
    if (turn === state.loading) show(error);
  }
}

const titleOf = (found) => found.cache_key || (found.file_id !== found.cache_id ? found.file_id : '') || found.cache_id;

function row(found) {
  const button = element('button', { type: 'button' },
    element('b', { textContent: titleOf(found) }),
    element('small', { textContent: [found.strategy.replaceAll('_', ' '), found.file_type, size(found.content_size), ago(found.stored_at)].join(' · ') }));
  button.dataset.id = found.cache_id;
  button.addEventListener('click', () => go(state.namespace, found.cache_id));
  return element('li', {}, button);
}

// One entry

async function entry(id) {
  const namespace = state.namespace;
  const base = path(namespace, 'retrieve', id);
  $('detail').replaceChildren(element('p', { className: 'dim', textContent: 'Loading …' }));
  try {
    const metadata = await json(base + '/metadata');
    const facts = metadata.data;
    const [versions, children] = await Promise.all([
      json(path(namespace, 'retrieve', 'hash', facts.cache_hash, 'refs-hash')),
      json(path(namespace, 'cache', id, 'data', 'list'))]);
    if (namespace !== state.namespace || !location.hash.endsWith(id)) return;
    const binary = facts.file_type === 'binary';
    const preview = element('div');
    $('detail').replaceChildren(
      element('h2', { textContent: titleOf(facts) }),
      definitions([
        ['Id', id, true], ['Hash', facts.cache_hash, true], ['Key', facts.cache_key], ['File', facts.file_id, true],
        ['Strategy', facts.strategy.replaceAll('_', ' ')], ['Stored', new Date(facts.stored_at).toLocaleString() + ', ' + ago(facts.stored_at)],
        ['Size', size(metadata.content__size)],
        ['Same content', versions.total_versions === 1 ? 'this entry only' : versions.total_versions + ' entries']]),
      element('h3', { textContent: 'Value' }), preview,
      element('h3', { textContent: 'Children' }), childList(namespace, id, children));
    const value = { target: binary ? base + '/binary' : base, binary, entry: !binary, bytes: metadata.content__size, name: facts.file_id };
    await valueInto(preview, value);
  } catch (error) {
    if (error instanceof Refused) show(error);
    else $('detail').replaceChildren(element('p', { className: 'bad', textContent: error.message }));
  }
}

function definitions(rows) {
  const made = element('dl');
  for (const [name, value, mono] of rows) {
    if (value) made.append(element('dt', { textContent: name }), element('dd', { textContent: value, className: mono ? 'mono' : '' }));
  }
  return made;
}

function childList(namespace, id, listing) {
  if (!listing.files.length) return element('p', { className: 'dim', textContent: 'None.' });
  // Entries with several folders list each child once for each of them.
  const seen = new Map(listing.files.map((child) => [child.data_type + ' ' + child.data_key + '/' + child.data_file_id, child]));
  const sorted = [...seen.values()].sort((a, b) =>
    (a.data_key + '/' + a.data_file_id).localeCompare(b.data_key + '/' + b.data_file_id));
  const tree = element('ul', { className: 'tree' });
  const preview = element('div');
  let folder = '';
  for (const child of sorted) {
    if (child.data_key !== folder) {
      folder = child.data_key;
      tree.append(element('li', { className: 'folder', textContent: folder + '/' }));
    }
    const button = element('button', { type: 'button' },
      element('span', { textContent: child.data_file_id }),
      element('small', { textContent: child.data_type + ' · ' + size(child.file_size) }));
    button.addEventListener('click', async () => {
      mark(tree, (other) => other === button);
      await valueInto(preview, {
        target: childPath(path(namespace, 'cache', id, 'data', child.data_type), child),
        binary: child.data_type === 'binary', bytes: child.file_size, name: child.data_file_id, type: child.data_type });
      preview.scrollIntoView({ block: 'nearest' });
    });
    tree.append(element('li', {}, button));
  }
  return element('div', {}, tree, preview);
}

// Controls

function theme(name) {
  document.documentElement.dataset.theme = name;
}

const system = matchMedia('(prefers-color-scheme: dark)');
const followSystem = () => theme(localStorage.getItem('larder-theme') || (system.matches ? 'dark' : 'light'));
system.addEventListener('change', followSystem);
followSystem();

$('theme').addEventListener('click', () => {
  localStorage.setItem('larder-theme', document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark');
  followSystem();
});
$('forget').addEventListener('click', () => {
  sessionStorage.removeItem(KEY);
  login('The key is forgotten');
});
$('login').addEventListener('submit', (event) => {
  event.preventDefault();
  sessionStorage.setItem(KEY, $('key').value);
  $('key').value = '';
  state.namespace = null;
  open();
});
$('namespaces-search').addEventListener('input', filterNamespaces);
$('refresh').addEventListener('click', () => { state.namespace = null; open(); });
$('more').addEventListener('click', more);
$('back').addEventListener('click', () => go(state.namespace));
window.addEventListener('hashchange', () => route());

let typing;
$('search').addEventListener('input', () => {
  clearTimeout(typing);
  typing = setTimeout(list, 150);
});
document.addEventListener('keydown', (event) => {
  if (event.key === '/' && !(event.target instanceof HTMLInputElement)) {
    event.preventDefault();
    $('search').focus();
  }
});

if (KEY_NAME && !sessionStorage.getItem(KEY)) login(); else open();
