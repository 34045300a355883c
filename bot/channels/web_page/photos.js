/* Photos and files: made small, kept on the phone until they are sent. */
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

/* One of the files that were picked at once, a `group`; the first that is too `many` stands for all of these. */
function attach(file, group, many) {
  const photo = /^image\//.test(file.type);
  const item = { file: true, name: photo ? 'foto.jpg' : file.name, group };
  const ready = many ? Promise.reject('many') : photo ? inTurn(file)
    : file.size > (LISTS.test(file.name) ? 2 : 1) * LIMIT ? Promise.reject('big') : Promise.resolve(file);
  item.ready = ready.then(blob => keep(item, blob));
  item.ready.catch(() => 0); // told when its turn comes
  say(item);
}

/* A cheap phone has room for one large photo at a time. */
function inTurn(file) {
  const made = small.then(() => shrink(file)).catch(() => { throw 'unread'; });
  small = made.catch(() => 0);
  return made;
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
