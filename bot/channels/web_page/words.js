/* What the page says, and the small parts all others use. What it says in Indonesian at first stands in the html.
   Parts of one script, joined by web_assets.py; written for browsers from 2017 on (ES2017). */
const WORDS = {
  id: {
    you: 'Anda', today: 'Hari ini', yesterday: 'Kemarin', photo: 'Foto', file: 'Foto atau file',
    sayMenu: 'menu', sayHelp: 'bantuan', sayOfficer: 'petugas',
    letters: 'Ganti ke papan huruf', digits: 'Ganti ke papan angka',
    sending: 'mengirim…', sent: 'terkirim', waiting: 'menunggu sinyal…', busy: 'sebentar lagi dikirim…',
    loose: 'menunggu sinyal, jangan tutup halaman ini', refused: 'tidak terkirim',
    big: 'File ini terlalu besar. Paling besar 10 MB, daftar (Excel) 20 MB, ya.',
    many: 'Paling banyak 10 file sekaligus. Sisanya mohon dikirim lagi.',
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
    big: 'This file is too large. 10 MB at most, lists (Excel) 20 MB, please.',
    many: '10 files at most at once. Please send the rest again.',
    unread: 'This phone cannot open that photo. Please take a new one, or send it as JPG or PDF.',
    lost: 'This photo is no longer on the phone. Please send it once more.',
    other: 'We cannot take this message. Please try another way.',
    left: 'The chat is gone from this screen. Keep the page open until there is signal.',
    tagline: 'Protection for workers', log: 'Conversation', options: 'Answers', fresh: 'new message',
    menu: 'Main menu', help: 'Help', officer: 'Talk to an officer', leave: 'Delete this chat on this phone',
    shoot: 'Take a photo', choose: 'Choose from phone', attach: 'Send a photo or file',
    field: 'Write a message', send: 'Send',
    sure: 'Delete this chat on this phone?', no: 'Cancel', yes: 'Delete',
    sureWhy: 'The chat disappears from this phone. What was sent stays safe; what is unsent is deleted.',
  },
};
const KEYBOARDS = { phone: 'tel', nik: 'numeric', number: 'numeric' };
const REFUSALS = [400, 413, 415, 422], LONGEST = 1600, MOST = 10, PATIENCE = 30000;
const LIMIT = 1e7, LISTS = /\.(xlsx?|ods|[ct]sv|txt)$/i;
const QUEUE = 'payung.queue', LEAVING = 'payung.leaving', LAST = 'payung.last';

const $ = id => document.getElementById(id);
const page = document.documentElement, log = $('log'), list = $('list'), field = $('field'), keys = $('keys');
const seen = new Set();
let queue = [], cursor = 0, newest = null, offered = $('welcome'), stuck = false, stamp = 0;
let booted = false, leaving = false, outdated = false, flushing = false, tries = 0, notBefore = 0, retry = 0;
let small = Promise.resolve();
let source = null, hearing = 0, ear = 0, doubt = 0;

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

function thumb(url, about) {
  const onload = () => stuck && settle(true, list.lastElementChild); // it was not known how high it would be
  return Object.assign(el('img', 'thumb'), { loading: 'lazy', alt: about, onload, src: url });
}
