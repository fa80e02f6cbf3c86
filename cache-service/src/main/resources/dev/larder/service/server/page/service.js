// Asking the service, and what both other files need.

export const KEY_NAME = document.querySelector('meta[name="larder-key-name"]').content;

/** Where the key lies in the storage of this tab. */
export const KEY = 'larder-key';

export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children.filter((child) => child !== null));
  return made;
}

export const path = (...parts) => '/' + parts.map(encodeURIComponent).join('/');
export const childPath = (base, child) =>
  base + [child.data_key, child.data_file_id].filter(Boolean).join('/').split('/').map((p) => '/' + encodeURIComponent(p)).join('');

export class Refused extends Error {}

export async function ask(target) {
  const headers = {};
  const key = sessionStorage.getItem(KEY);
  if (KEY_NAME && key) headers[KEY_NAME] = key;
  let response;
  try {
    response = await fetch(target, { headers });
  } catch (e) {
    throw new Error('The service does not answer.');
  }
  if (response.status === 401) throw new Refused((await response.json()).message);
  if (!response.ok) throw new Error(await failure(response));
  return response;
}

async function failure(response) {
  const text = await response.text();
  try {
    const detail = JSON.parse(text).detail;
    return (typeof detail === 'string' ? detail : detail.message) || 'Status ' + response.status;
  } catch (e) {
    return 'Status ' + response.status;
  }
}

export const json = async (target) => (await ask(target)).json();

export function size(bytes) {
  if (bytes < 1024) return bytes + ' B';
  const units = ['KiB', 'MiB', 'GiB'];
  let value = bytes / 1024;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return value.toFixed(value < 10 ? 1 : 0) + ' ' + units[unit];
}

export function ago(millis) {
  const seconds = Math.max(0, Math.round((Date.now() - millis) / 1000));
  if (seconds < 60) return seconds + ' s ago';
  if (seconds < 3600) return Math.round(seconds / 60) + ' min ago';
  if (seconds < 48 * 3600) return Math.round(seconds / 3600) + ' h ago';
  return Math.round(seconds / 86400) + ' days ago';
}
