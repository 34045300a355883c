/* What the person does; the last part, which starts it all. */
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
  const some = Array.from(event.target.files), group = some[1] && uuid();
  some.slice(0, MOST + 1).forEach((file, i) => attach(file, group, i === MOST));
  event.target.value = '';
}

function fit() {
  const view = window.visualViewport;
  // iOS lays its keyboard over the page
  if (view && view.scale < 1.05) document.body.style.height = view.height + 'px';
  hold();
}

/* Something was said in another tab, or it is leaving (then all vanishes), or has left. */
function elsewhere(event) {
  if (event.key === LEAVING) return event.newValue ? vanish() : location.reload();
  outdated = outdated || event.key === LAST && event.newValue;
  renew();
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
  on(window, 'storage', elsewhere);
  on(window, 'pageshow', e => e.persisted && wake());
}

all('[data-w]', node => { WORDS.id[node.dataset.w] = node.textContent; });
all('[data-l]', node => { WORDS.id[node.dataset.l] = node.getAttribute('aria-label'); });
wire();
if (stored(store => store.getItem(LEAVING))) leave(); else { recall(); boot(); }
