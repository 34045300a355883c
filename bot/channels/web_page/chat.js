/* The chat page: shows the talk and keeps what could not be sent yet. It does not know what is asked.
   Written for browsers from 2017 on (ES2017). What the page says in Indonesian at first stands in the html.
   One function, so that nothing is global; its inside is not indented. */
(function () {
'use strict';

const WORDS = {
  id: {
    you: 'Anda', today: 'Hari ini', yesterday: 'Kemarin', photo: 'Foto', file: 'Foto atau file',
    sayMenu: 'menu', sayHelp: 'bantuan', sayOfficer: 'petugas',
    letters: 'Ganti ke papan huruf', digits: 'Ganti ke papan angka',
    sending: 'mengirim…', sent: 'terkirim', waiting: 'menunggu sinyal…', busy: 'sebentar lagi dikirim…',
    loose: 'menunggu sinyal, jangan tutup halaman ini', refused: 'tidak terkirim',
    big: 'File ini terlalu besar. Paling besar 5 MB, ya.',
    unread: 'Foto ini belum bisa dibuka di HP ini. Coba ambil foto baru, atau kirim sebagai JPG atau PDF.',
    lost: 'Foto ini sudah tidak ada di HP. Mohon dikirim sekali lagi.',
    other: 'Pesan ini belum bisa kami terima. Coba kirim dengan cara lain.',
    left: 'Percakapan sudah hilang dari layar ini. Biarkan halaman terbuka sampai ada sinyal.',
  },
  en: {
    you: 'You', today: 'Today', yesterday: 'Yesterday', photo: 'Photo', file: 'Photo or file',
    sayMenu: 'menu', sayHelp: 'help', sayOfficer: 'officer',
    letters: 'Switch to letters', digits: 'Switch to digits',
    sending: 'sending…', sent: 'sent', waiting: 'waiting for signal…', busy: 'will be sent shortly…',
    loose: 'waiting for signal, keep this page open', refused: 'not sent',
    big: 'This file is too large. 5 MB at most, please.',
    unread: 'This phone cannot open that photo. Please take a new one, or send it as JPG or PDF.',
    lost: 'This photo is no longer on the phone. Please send it once more.',
    other: 'We cannot take this message. Please try another way.',
    left: 'The chat is gone from this screen. Keep the page open until there is signal.',
    tagline: 'Protection for workers', log: 'Conversation', options: 'Answers', fresh: 'new message',
    menu: 'Main menu', help: 'Help', officer: 'Talk to an officer', leave: 'Delete this chat on this phone',
    shoot: 'Take a photo', choose: 'Choose from phone', attach: 'Send a photo or file',
    field: 'Write a message', send: 'Send', typing: 'Payung is writing',
    sure: 'Delete this chat on this phone?', no: 'Cancel', yes: 'Delete',
    sureWhy: 'The chat disappears from this phone. What was sent stays safe; what is unsent is deleted.',
  },
};
const KEYBOARDS = { phone: 'tel', nik: 'numeric', number: 'numeric' };
const REFUSALS = [400, 413, 415, 422], LIMIT = 5 * 1024 * 1024, LONGEST = 1600, PATIENCE = 30000;
const QUEUE = 'payung.queue', LEAVING = 'payung.leaving';

const $ = id => document.getElementById(id);
const page = document.documentElement, log = $('log'), list = $('list'), field = $('field'), keys = $('keys');
const seen = new Set();
let queue = [], cursor = 0, newest = null, offered = $('welcome'), stuck = false, stamp = 0;
let booted = false, leaving = false, flushing = false, tries = 0, notBefore = 0, retry = 0, awaiting = 0;
let source = null, hearing = 0, ear = 0, doubt = 0;

/* Words and small parts */

const w = key => WORDS[page.lang][key];
const all = (selector, act) => Array.from(document.querySelectorAll(selector), act);
const two = number => String(number).padStart(2, '0');
const clock = date => two(date.getHours()) + (page.lang === 'id' ? '.' : ':') + two(date.getMinutes());

function speak(language) {
  if (!WORDS[language] || page.lang === language) return;
  page.lang = language;
  all('[data-w]', node => { node.textContent = w(node.dataset.w); });
  all('[data-l]', node => node.setAttribute('aria-label', w(node.dataset.l)));
  field.placeholder = w('field') + '…';
}

function el(tag, name, text) {
  const node = document.createElement(tag);
  node.className = name || '';
  node.textContent = text || '';
  return node;
}

function link(url, inside) {
  const anchor = Object.assign(el('a'), { href: url, target: '_blank', rel: 'noopener' });
  anchor.append(inside);
  return anchor;
}

const thumb = (url, about) => Object.assign(el('img', 'thumb'), { alt: about, src: url });

/* A text with its links, and with "Pertanyaan 3 dari 9" on a line of its own set apart. */
function rich(text) {
  const parts = (text || '').split(/(https?:\/\/\S+[^\s.,;:!?)]|^\w+ \d+ \w+ \d+$)/m);
  const special = part => /^http/.test(part) ? link(part, part) : el('span', 'step', part);
  return parts.map((part, i) => i % 2 ? special(part) : part);
}

function attached(file) {
  const name = file.name || w('file');
  return link(file.url, /photo|image/.test(file.kind) ? thumb(file.url, name) : el('span', 'file', name));
}

function dayName(day) {
  const ago = Math.round((new Date(new Date().toDateString()) - new Date(day)) / 864e5);
  if (ago < 2) return w(ago > 0 ? 'yesterday' : 'today');
  return new Date(day).toLocaleDateString(page.lang, { day: 'numeric', month: 'long', year: 'numeric' });
}

function bubble(kind, at, parts) {
  const node = el('div', 'bubble ' + kind), date = new Date(at || Date.now());
  Object.assign(node.dataset, { day: date.toDateString(), time: clock(date) });
  node.tabIndex = -1;
  node.append(el('span', 'sr', (kind === 'own' ? w('you') : 'Payung') + ': '), ...parts);
  node.append(el('span', 'meta', node.dataset.time));
  return node;
}

/* The list of bubbles: by number, and what is not sent yet at the end */

function place(node, seq) {
  const later = seq < cursor && all('[data-seq]').find(n => n.dataset.seq > seq);
  list.insertBefore(node, later || seq !== undefined && list.querySelector('.queued') || null);
  const before = node.previousElementSibling, day = node.dataset.day;
  const same = day === (before && before.dataset.day || new Date().toDateString());
  if (!same) list.insertBefore(el('p', 'day', dayName(day)), node);
  return node;
}

function show(message) {
  const key = message.own ? message.id || 'own' + message.seq : message.seq;
  speak(message.language);
  queue.filter(item => item.id === key).forEach(item => { forget(item); item.node.remove(); });
  if (seen.has(key)) return null;
  seen.add(key);
  const files = (message.files || []).map(attached);
  if (message.file && !files.length) files.push(el('span', 'file', w('file')));
  const node = bubble(message.own ? 'own' : 'bot', message.at, rich(message.text).concat(files));
  if (message.own) return place(node, cursor);
  if (message.language) node.lang = message.language;
  return follow(place(node, message.seq), message);
}

function follow(node, message) {
  node.dataset.seq = message.seq;
  if (message.seq > cursor) newest = Object.assign({}, message, { node: node });
  cursor = Math.max(cursor, message.seq);
  return node;
}

/* Messages from the server. `live`: they come while the person looks on, so they are read out. */
function take(data, live) {
  const down = stuck, messages = data.messages || [];
  speak(data.language);
  const nodes = messages.map(show), fresh = nodes.filter(node => node && node.dataset.seq);
  if (fresh.length) keyboard(newest.ask);
  if (fresh.length) expect(0);
  if (live) messages.filter((message, i) => fresh.includes(nodes[i])).forEach(announce);
  if (live) fresh.forEach(node => node.classList.add('live'));
  offer();
  if (fresh.length) settle(down || !live, live && fresh[0]);
}

function announce(message) {
  const labels = (message.options || []).map(option => option.label).join(', ');
  const line = el('p', '', message.text + (labels && '. ' + w('options') + ': ' + labels));
  $('voice').append(line);
  setTimeout(() => line.remove(), 10000);
}

const atBottom = () => log.scrollHeight - log.scrollTop - log.clientHeight < 48;

/* Brings what is new into view, a long message from its beginning; leaves a reader further up alone. */
function settle(down, top) {
  if (down) log.scrollTop = top ? Math.min(top.offsetTop - 16, log.scrollHeight) : log.scrollHeight;
  stuck = atBottom();
  $('fresh').hidden = stuck;
  $('fresh').classList.toggle('rest', down); // only the rest of what is being read
}

const hold = () => stuck && settle(true);

/* The buttons under the newest message, while it waits for an answer. */
function offer() {
  const last = all('.bubble:not(.refused):not(.dots)').pop();
  if (last === offered) return;
  const lost = document.activeElement.closest('.chips');
  const open = newest && newest.node === last ? newest : {};
  offered = last;
  $('start').hidden = last !== $('welcome');
  $('photo').hidden = open.ask !== 'photo';
  $('attach').classList.toggle('wanted', open.ask === 'photo');
  chips(open.options || [], 'numbered' in open ? open.numbered : !open.ask);
  if (lost) last.focus({ preventScroll: true });
}

function chips(options, numbered) {
  const box = $('options');
  box.textContent = '';
  box.hidden = !options.length;
  box.classList.toggle('many', options.length > 8);
  options.forEach((option, i) => {
    const chip = Object.assign(el('button', 'chip'), { type: 'button' });
    if (numbered && options.length > 1) chip.append(el('small', '', i + 1), ' ');
    chip.append(el('span', '', option.label));
    chip.onclick = () => say({ text: option.label, choice: option.id });
    box.append(chip);
  });
}

/* Digits first where digits are asked; the button beside brings the letters, since words work too. */
function keyboard(ask) {
  keys.dataset.mode = KEYBOARDS[ask] || 'text';
  keys.hidden = !KEYBOARDS[ask];
  press(keys.dataset.mode);
}

function press(mode) {
  field.setAttribute('inputmode', mode);
  keys.textContent = mode === 'text' ? '123' : 'ABC';
  keys.setAttribute('aria-label', w(mode === 'text' ? 'digits' : 'letters'));
}

function turn() {
  press(keys.textContent === '123' ? keys.dataset.mode : 'text');
  field.blur();
  field.focus();
}

/* What the person says: shown at once, kept until the server has it */

function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = bytes[6] & 15 | 64;
  bytes[8] = bytes[8] & 63 | 128;
  const hex = Array.from(bytes, byte => (byte + 256).toString(16).slice(1)).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

function say(item) {
  stamp = Math.max(Date.now(), stamp + 1);
  draw(Object.assign(item, { id: uuid(), at: stamp }));
  if (!item.file) remember(kept => kept.concat(item));
  item.node.classList.add('live');
  offer();
  settle(true);
  flush();
}

function draw(item) {
  item.node = place(bubble('own', item.at, item.file ? [el('span', 'file', item.name)] : [item.text]));
  item.node.classList.add('queued');
  queue.push(item);
}

function mark(item, status) {
  const classes = item.node.classList, unsent = /waiting|loose|busy/.test(status);
  classes.toggle('pending', unsent);
  classes.toggle('queued', unsent);
  if (list.querySelector('.queued ~ [data-seq]')) classes.remove('queued'); // what came after stays after
  classes.toggle('refused', status === 'refused');
  classes.toggle('sent', status === 'sent');
  item.node.querySelector('.meta').textContent = item.node.dataset.time + ' · ' + w(status);
}

function stored(act) {
  try { return act(localStorage); } catch (off) { return null; } // then the unsent lives as long as the page
}

function remember(change) {
  stored(store => {
    const kept = change(JSON.parse(store.getItem(QUEUE) || '[]'));
    const plain = kept.map(({ id, at, text, choice, file, name }) => ({ id, at, text, choice, file, name }));
    if (plain.length) store.setItem(QUEUE, JSON.stringify(plain)); else store.removeItem(QUEUE);
  });
}

function forget(item) {
  queue = queue.filter(other => other !== item);
  remember(kept => kept.filter(other => other.id !== item.id));
  if (item.file) files('readwrite', store => store.delete(item.id)).catch(() => 0);
}

function recall() {
  const kept = stored(store => JSON.parse(store.getItem(QUEUE))) || [];
  kept.sort((a, b) => a.at - b.at).forEach(item => {
    draw(item);
    mark(item, 'waiting');
    if (item.file) item.ready = files('readonly', s => s.get(item.id)).then(b => preview(item, b), () => 0);
  });
}

/* Photos and files */

function files(mode, act) {
  return new Promise((done, fail) => {
    const open = indexedDB.open('payung', 1);
    open.onupgradeneeded = () => open.result.createObjectStore('files');
    open.onerror = fail;
    open.onsuccess = () => {
      const deal = open.result.transaction('files', mode), got = act(deal.objectStore('files'));
      deal.oncomplete = () => { open.result.close(); done(got.result); };
      deal.onerror = deal.onabort = fail;
    };
  });
}

function attach(file) {
  const photo = /^image\//.test(file.type), item = { file: true, name: photo ? 'foto.jpg' : file.name };
  const ready = photo ? shrink(file).catch(() => { throw 'unread'; })
    : file.size > LIMIT ? Promise.reject('big') : Promise.resolve(file);
  item.ready = ready.then(blob => keep(item, blob));
  say(item);
}

function keep(item, blob) {
  preview(item, blob);
  return files('readwrite', store => store.put(blob, item.id))
    .then(() => remember(kept => kept.concat(item)), () => { item.loose = true; });
}

function preview(item, blob) {
  item.blob = blob;
  if (!blob || !/^image/.test(blob.type)) return;
  const image = thumb(URL.createObjectURL(blob), w('photo'));
  image.onload = () => URL.revokeObjectURL(image.src);
  item.node.querySelector('.file').replaceWith(image);
  hold();
}

/* A photo as a JPEG of at most 1600 pixels, upright; place and time of the picture do not come along. */
async function shrink(file) {
  const image = new Image(), canvas = el('canvas'), draft = canvas.getContext('2d');
  image.src = URL.createObjectURL(file);
  await new Promise((done, fail) => Object.assign(image, { onload: done, onerror: fail }));
  const scale = Math.min(1, LONGEST / Math.max(image.naturalWidth, image.naturalHeight));
  canvas.width = Math.round(image.naturalWidth * scale);
  canvas.height = Math.round(image.naturalHeight * scale);
  Object.assign(draft, { fillStyle: '#fff', imageSmoothingQuality: 'high' });
  draft.fillRect(0, 0, canvas.width, canvas.height); // what is transparent would turn black
  draft.drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(image.src);
  return new Promise((done, fail) => canvas.toBlob(blob => blob ? done(blob) : fail(), 'image/jpeg', 0.8));
}

/* To the server */

function request(url, options, patience) {
  const stop = window.AbortController ? new AbortController() : { abort() {} };
  const always = { credentials: 'same-origin', cache: 'no-store', signal: stop.signal };
  const call = fetch(url, Object.assign(always, options));
  return new Promise((done, fail) => {
    const timer = setTimeout(() => { fail(null); stop.abort(); }, patience || PATIENCE);
    call.then(done, fail).then(() => clearTimeout(timer));
  });
}

async function flush() {
  if (flushing || !booted || leaving) return;
  flushing = true;
  clearTimeout(retry);
  let wait = notBefore - Date.now();
  while (queue.length && wait <= 0) wait = await send(queue[0]);
  flushing = false;
  if (queue.length) retry = setTimeout(flush, wait);
}

/* Sends one message. Gives the milliseconds to wait before the next try; 0 when it is settled. */
async function send(item) {
  const slow = setTimeout(mark, 1500, item, 'sending'), before = cursor;
  item.node.classList.remove('queued'); // an answer may overtake the receipt
  let reply = null, data = null;
  try {
    await item.ready;
    reply = await request('/chat/messages', parcel(item), item.file ? 6 * PATIENCE : PATIENCE);
    data = await reply.json();
  } catch (fault) { if (WORDS.id[fault]) data = { why: w(fault) }; }
  clearTimeout(slow);
  if (reply && reply.ok && data && data.ok) return accepted(item, data, before);
  if (reply ? REFUSALS.includes(reply.status) : data) return refused(item, reply, data);
  mark(item, reply ? 'busy' : item.loose ? 'loose' : 'waiting');
  return patience(reply);
}

function parcel(item) {
  if (!item.file) {
    const body = JSON.stringify({ id: item.id, text: item.text, choice: item.choice });
    return { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: body };
  }
  if (!item.blob) throw 'lost';
  const form = new FormData();
  form.append('id', item.id);
  form.append('file', item.blob, item.name);
  return { method: 'POST', body: form };
}

function accepted(item, data, before) {
  tries = 0;
  seen.add(item.id);
  forget(item);
  all('.sent .meta', meta => { meta.textContent = meta.parentNode.dataset.time; });
  mark(item, 'sent');
  if (cursor === before) expect(3000);
  take(data, true);
  return 0;
}

function refused(item, reply, data) {
  const why = data && data.why || w(reply.status === 413 ? 'big' : 'other');
  forget(item);
  mark(item, 'refused');
  item.node.append(el('span', 'why', why));
  announce({ text: why });
  offer();
  hold();
  return 0;
}

async function patience(reply) {
  const asked = reply && reply.headers ? Number(reply.headers.get('Retry-After')) * 1000 || 0 : 0;
  if (reply && reply.status === 401) await request('/').catch(() => 0); // brings a new cookie
  notBefore = Date.now() + Math.min(asked, 3e5);
  return Math.max(asked, Math.min(60, Math.pow(2, tries++)) * 1000 * (0.8 + Math.random() * 0.4));
}

/* From the server */

async function pull(query) {
  const reply = await request('/chat/messages?after=' + cursor + (query || ''));
  if (!reply.ok) throw reply;
  take(await reply.json(), !query);
}

/* A reply should come soon; if the stream is silent, ask for it. With 0 it is here. */
function expect(wait) {
  clearTimeout(awaiting);
  $('dots').hidden = !wait;
  hold();
  const again = () => awaiting && expect(wait < 9000 ? wait * 2 : 0);
  awaiting = wait && setTimeout(() => pull().then(again, again), wait);
}

function hush() {
  hearing += 1;
  clearTimeout(ear);
  clearTimeout(doubt);
  doubt = 0;
  if (source) source.close();
}

/* The stream, begun anew every four minutes since a dead mobile connection is not noticed by itself. */
function listen() {
  hush();
  if (document.hidden || !booted || leaving) return;
  if (!window.EventSource) return poll(3000, 0);
  source = new EventSource('/chat/events?after=' + cursor);
  source.onopen = () => { clearTimeout(doubt); doubt = 0; };
  source.onmessage = event => take({ messages: [JSON.parse(event.data)] }, true);
  source.onerror = () => {
    if (!doubt) doubt = setTimeout(poll, source.readyState === 2 ? 0 : 12000, 3000, 0);
  };
  ear = setTimeout(listen, 240000);
}

/* Asking every few seconds where the stream does not work; the stream is tried again after eight rounds. */
async function poll(wait, round) {
  hush();
  const mine = hearing, before = cursor;
  const calm = () => cursor > before ? 3000 : Math.min(wait * 1.5, 20000);
  const next = await pull().then(calm, () => Math.min(wait * 2, 60000));
  if (mine === hearing) ear = setTimeout(() => round < 8 ? poll(next, round + 1) : listen(), next);
}

/* On coming: the talk so far first, then what could not be sent last time. */
async function boot() {
  clearTimeout(retry);
  try { await pull('&own=1'); } catch (fault) {
    retry = setTimeout(boot, await patience(fault));
    return;
  }
  tries = 0;
  booted = true;
  listen();
  flush();
  if (/[?&](say=mulai|start=)/.test(location.search)) begin();
}

/* "Mulai" tapped before this file had come. */
function begin() {
  const start = /[?&]start=([\w-]{1,64})/.exec(location.search);
  history.replaceState(null, '', '/');
  if (!newest && !queue.length) say(start ? { text: 'mulai', start: start[1] } : { text: 'mulai' });
}

/* Takes the talk off this phone at once; the server is told as soon as it can be reached. */
async function leave() {
  leaving = true;
  hush();
  forgetAll();
  try {
    const reply = await request('/chat/leave', { method: 'POST' });
    if (!reply.ok) throw reply;
    stored(store => store.removeItem(LEAVING));
    location.replace('/');
  } catch (fault) {
    if (!log.querySelector('.left')) log.append(el('p', 'note left', w('left')));
    retry = setTimeout(leave, await patience(fault));
  }
}

function forgetAll() {
  clearTimeout(retry);
  queue = [];
  stored(store => { store.setItem(LEAVING, '1'); store.removeItem(QUEUE); });
  stored(() => indexedDB.deleteDatabase('payung'));
  all('#log > *:not(.left), #form, #fresh, #menu', node => { node.hidden = true; });
  list.textContent = $('options').textContent = $('voice').textContent = '';
}

function wake() {
  tries = 0;
  if (leaving) return leave();
  if (!booted) return boot();
  listen();
  flush();
}

/* What the person does */

function submit() {
  const text = field.value.trim();
  field.value = '';
  grow();
  if (text) say({ text: text }); else field.focus();
}

function enter(event) {
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  submit();
}

function grow() {
  field.style.height = '';
  field.style.height = Math.max(field.offsetHeight, field.scrollHeight) + 'px';
  hold();
}

function ask() {
  shut();
  if (!$('sure').showModal) return confirm($('sure-title').textContent) && leave();
  $('sure').returnValue = '';
  $('sure').showModal();
}

const shut = () => $('menu').removeAttribute('open');

function escape() {
  shut();
  $('menu').firstElementChild.focus();
}

function picked(event) {
  Array.from(event.target.files).forEach(attach);
  event.target.value = '';
}

function fit() {
  const view = window.visualViewport;
  // iOS lays its keyboard over the page
  if (view && view.scale < 1.05) document.body.style.height = view.height + 'px';
  hold();
}

function wire() {
  const on = (target, kind, act) => target.addEventListener(kind, act);
  on(field, 'input', grow);
  on(field, 'keydown', enter);
  on($('send'), 'click', submit);
  on($('send'), 'mousedown', e => e.preventDefault()); // the keyboard of the phone stays
  on(keys, 'click', turn);
  on($('start'), 'submit', e => { e.preventDefault(); say({ text: 'mulai' }); });
  on($('shoot'), 'click', () => $('camera').click());
  ['choose', 'attach'].forEach(id => on($(id), 'click', () => $('files').click()));
  ['camera', 'files'].forEach(id => on($(id), 'change', picked));
  all('[data-say]', button => on(button, 'click', () => { shut(); say({ text: w(button.dataset.say) }); }));
  on($('leave'), 'click', ask);
  on($('sure'), 'close', () => $('sure').returnValue === 'yes' && leave());
  on(document, 'click', e => $('menu').contains(e.target) || shut());
  on($('menu'), 'keydown', e => e.key === 'Escape' && escape());
  on(log, 'scroll', () => { stuck = atBottom(); if (stuck) $('fresh').hidden = true; });
  on($('fresh'), 'click', () => { settle(true); list.lastElementChild.focus({ preventScroll: true }); });
  on(window.visualViewport || window, 'resize', fit);
  on(document, 'visibilitychange', () => document.hidden ? hush() : wake());
  on(window, 'online', wake);
  on(window, 'storage', e => e.key === LEAVING && location.reload()); // left in another tab
  on(window, 'pageshow', e => e.persisted && wake());
}

all('[data-w]', node => { WORDS.id[node.dataset.w] = node.textContent; });
all('[data-l]', node => { WORDS.id[node.dataset.l] = node.getAttribute('aria-label'); });
wire();
if (stored(store => store.getItem(LEAVING))) leave(); else { recall(); boot(); }
})();
