/* What the server says: on coming, as it is said, and after a time without signal. */
async function pull(query) {
  const reply = await request('/chat/messages?after=' + cursor + (query || ''));
  if (!reply.ok) throw reply;
  take(await reply.json(), !query);
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
  source = new EventSource('/chat/events?answers=0&after=' + cursor);
  source.onopen = () => { clearTimeout(doubt); doubt = 0; tries = 0; flush(); };
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

/* Something was said in another tab of this phone: the talk is read anew. */
async function renew() {
  if (!outdated || document.hidden || leaving) return;
  try {
    const talk = await (await request('/chat/messages?after=0&own=1')).json();
    if (queue.length || !talk.messages.length) return;
    Array.from(list.children).slice(1).forEach(node => node.remove());
    seen.clear();
    cursor = 0;
    outdated = false;
    take(talk);
  } catch (fault) { return; } // the next look at this page tries again
}

/* On coming: the talk so far first, then what could not be sent last time. */
async function boot() {
  clearTimeout(retry);
  try { await pull('&own=1'); } catch (fault) {
    retry = setTimeout(boot, patience(fault));
    return;
  }
  tries = 0;
  booted = true;
  listen();
  flush();
  if (/[?&](say=mulai|start=)/.test(location.search)) begin();
}

/* A link with a code, or "Mulai" tapped before this file had come. */
function begin() {
  const start = /[?&]start=([\w-]{1,64})/.exec(location.search);
  history.replaceState(null, '', '/');
  if (start) say({ text: 'mulai', start: start[1] });
  else if (!newest && !queue.length) say({ text: 'mulai' });
}

/* Takes the talk off this phone at once; the server is told as soon as it can be reached. */
async function leave() {
  vanish();
  stored(store => { store.setItem(LEAVING, '1'); store.removeItem(QUEUE); store.removeItem(LAST); });
  stored(() => indexedDB.deleteDatabase('payung'));
  try {
    const reply = await request('/chat/leave', { method: 'POST' });
    if (!reply.ok) throw reply;
    stored(store => store.removeItem(LEAVING));
    location.replace('/');
  } catch (fault) {
    if (!log.querySelector('.left')) log.append(el('p', 'note left', w('left')));
    retry = setTimeout(leave, patience(fault));
  }
}

function vanish() {
  leaving = true;
  hush();
  clearTimeout(retry);
  queue = [];
  all('#log > *:not(.left), #form, #fresh, #menu', node => { node.hidden = true; });
  list.textContent = $('options').textContent = $('voice').textContent = '';
}

function wake() {
  tries = 0;
  if (leaving) return leave();
  if (!booted) return boot();
  listen();
  renew();
  flush();
}
