/* What the person says: shown at once, kept until the server has it. */
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
  item.node = place(bubble('own', item.at, item.file ? [el('span', 'file', item.name)] : rich(item.text)));
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
    const plain = kept.map(({ id, at, text, choice, start, file, name, group }) =>
      ({ id, at, text, choice, start, file, name, group }));
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

function request(url, options, patience) {
  const stop = window.AbortController ? new AbortController() : { abort() {} };
  const always = { credentials: 'same-origin', cache: 'no-store', signal: stop.signal };
  const headers = Object.assign({ 'Accept-Language': page.lang }, options && options.headers);
  const call = fetch(url, Object.assign(always, options, { headers }));
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
  const slow = setTimeout(mark, 1500, item, 'sending');
  item.node.classList.remove('queued'); // an answer may overtake the receipt
  let reply = null, data = null;
  try {
    await item.ready;
    reply = await request('/chat/messages', parcel(item), item.file ? 12 * PATIENCE : PATIENCE);
    data = await reply.json();
  } catch (fault) { if (WORDS.id[fault]) data = { why: w(fault) }; }
  clearTimeout(slow);
  if (reply && reply.ok && data && data.ok) return accepted(item, data);
  if (reply ? REFUSALS.includes(reply.status) : data) return refused(item, reply, data);
  mark(item, reply ? 'busy' : item.loose ? 'loose' : 'waiting');
  return patience(reply);
}

function parcel(item) {
  if (!item.file) {
    const body = JSON.stringify({ id: item.id, text: item.choice ? undefined : item.text, choice: item.choice, start: item.start });
    return { method: 'POST', headers: { 'Content-Type': 'application/json' }, body };
  }
  if (!item.blob) throw 'lost';
  const form = new FormData();
  form.append('id', item.id);
  if (item.group) form.append('group', item.group);
  form.append('file', item.blob, item.name);
  return { method: 'POST', body: form };
}

function accepted(item, data) {
  tries = 0;
  seen.add(item.id);
  forget(item);
  stored(store => store.setItem(LAST, item.id)); // tells the other tabs
  all('.sent .meta', meta => { meta.textContent = meta.parentNode.dataset.time; });
  mark(item, 'sent');
  take(data, true);
  if (!data.messages.length) listen(); // it had come before, and was answered
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

function patience(reply) {
  const asked = reply && reply.headers ? Number(reply.headers.get('Retry-After')) * 1000 || 0 : 0;
  notBefore = Date.now() + Math.min(asked, 3e5);
  return Math.max(asked, Math.min(60, Math.pow(2, tries++)) * 1000 * (0.8 + Math.random() * 0.4));
}
