/* The code of a one-time link stands behind its #: put into the field, and out of the address. Without this
   script it is typed or pasted. */
(function () {
  'use strict';
  var field = document.getElementById('code');
  var code = decodeURIComponent(location.hash.slice(1));
  if (field && /^[A-Za-z0-9-]{16,19}$/.test(code)) {
    field.value = code;
    history.replaceState(null, '', location.pathname);
    document.getElementById('password').focus();
  }
}());
