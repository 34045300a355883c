"""What a page looks like, measured in the page itself: contrast by WCAG 2.2, and what does not fit."""

from __future__ import annotations

# For each piece of text that is seen, and each edge of what can be used: its contrast, and what AA needs.
CONTRASTS = """
() => {
  const rgb = text => text.match(/[\\d.]+/g).map(Number).concat(1).slice(0, 4);
  const over = (top, below) => [0, 1, 2].map(i => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
  const light = color => {
    const linear = v => v <= .04045 ? v / 12.92 : Math.pow((v + .055) / 1.055, 2.4);
    const [r, g, b] = color.map(v => linear(v / 255));
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const ratio = (a, b) => {
    const [x, y] = [light(a), light(b)].sort((m, n) => n - m);
    return (x + .05) / (y + .05);
  };
  const ground = node => {
    if (!node) return [255, 255, 255, 1];
    const own = rgb(getComputedStyle(node).backgroundColor);
    return own[3] === 1 ? own : over(own, ground(node.parentElement));
  };
  const seen = node => {
    const box = node.getBoundingClientRect();
    return box.width > 2 && box.height > 2 && !node.closest('[hidden], .sr') && node.offsetParent;
  };
  const dialog = document.querySelector('dialog[open]');
  const all = Array.from((dialog || document.body).querySelectorAll('*')).filter(seen);
  const found = [];
  for (const node of all) {
    const style = getComputedStyle(node), name = node.id || node.className || node.localName;
    if (Array.from(node.childNodes).some(child => child.nodeType === 3 && child.data.trim())) {
      const size = parseFloat(style.fontSize), large = size >= 24 || size >= 18.66 && style.fontWeight >= 700;
      const color = over(rgb(style.color), ground(node));
      found.push({ what: `text of ${name}`, ratio: ratio(color, ground(node)), needs: large ? 3 : 4.5 });
    }
    if (node.matches('.chip:not(.strong), .box')) {
      const edge = over(rgb(style.borderTopColor), ground(node.parentElement));
      found.push({ what: `edge of ${name}`, ratio: ratio(edge, ground(node.parentElement)), needs: 3 });
    }
    if (node.matches('.strong, .fresh')) {
      const shape = ratio(ground(node), ground(node.parentElement));
      found.push({ what: `shape of ${name}`, ratio: shape, needs: 3 });
    }
    if (node.matches('svg:not(.mark)')) {
      const color = over(rgb(style.stroke), ground(node));
      found.push({ what: `sign in ${node.parentElement.id || node.parentElement.localName}`,
        ratio: ratio(color, ground(node)), needs: 3 });
    }
  }
  const hint = rgb(getComputedStyle(document.querySelector('#field'), '::placeholder').color);
  const box = ground(document.querySelector('.box'));
  found.push({ what: 'hint in the field', ratio: ratio(hint, box), needs: 4.5 });
  return found;
}
"""

# What is wider than its place: the page itself, or the inside of anything that is seen.
OVERFLOWING = """
() => Array.from(document.querySelectorAll('html, body, body *'))
  .filter(node => node.offsetParent !== null || node === document.documentElement)
  .filter(node => !node.closest('.sr, svg') && !/^(TEXTAREA|INPUT)$/.test(node.tagName))
  .filter(node => node.scrollWidth > node.clientWidth + 1 && getComputedStyle(node).display !== 'inline')
  .map(node => `${node.localName}#${node.id}.${node.className} ${node.scrollWidth} > ${node.clientWidth}`)
"""
