/* The talk as it is shown: bubbles by number, days between them, answers to tap. */
/* A text with its links, and with "Pertanyaan 3 dari 9" on a line of its own set apart. */
function rich(text) {
  const parts = (text || '').split(/(https?:\/\/\S+[^\s.,;:!?)]|^\w+ \d+ \w+ \d+$)/m);
  const special = part => /^http/.test(part) ? link(part, part) : el('span', 'step', part);
  return parts.map((part, i) => i % 2 ? special(part) : part);
}

function attached(file) {
  const name = file.name || w('file'), photo = /photo|image/.test(file.kind);
  if (file.kind === 'audio') return Object.assign(el('audio'), { src: file.url, controls: true, preload: 'none' });
  const anchor = link(file.url, photo ? thumb(file.url, name) : el('span', 'file', name));
  if (LISTS.test(name)) anchor.download = name; // no empty page opens for it
  return anchor;
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
  if (message.file && !files.length) files.push(el('span', 'file', message.name || w('file')));
  const node = bubble(message.own ? 'own' : 'bot', message.at, files.concat(rich(message.text)));
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
  const nodes = messages.map(show), fresh = nodes.filter(node => node && node.dataset.seq);
  if (fresh.length) keyboard(newest.ask);
  if (live) messages.filter((message, i) => fresh.includes(nodes[i])).forEach(announce);
  if (live) fresh.forEach(node => node.classList.add('live'));
  offer();
  if (fresh.length) settle(down || !live, live && fresh[0]);
}

function announce(message) {
  const labels = (message.options || []).map(option => option.label).join(', ');
  const files = (message.files || []).map(file => w('file') + ': ' + file.name + '. ').join('');
  const line = el('p', '', files + message.text + (labels && '. ' + w('options') + ': ' + labels));
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
  const last = all('.bubble:not(.refused)').pop();
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
