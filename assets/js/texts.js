// Texts the scripts show. They stand translated in <template id="texts"> of the frame: <p data-text="key">text %1</p>.
export function text(key, ...values) {
  const found = document.getElementById('texts')?.content.querySelector(`[data-text="${key}"]`);
  let said = found ? found.textContent.trim() : '';
  values.forEach((value, n) => { said = said.replaceAll(`%${n + 1}`, String(value)); });
  return said;
}

// Says something to sighted and blind alike in the live place of the frame; kind: good | warn | bad.
export function say(words, kind = 'warn') {
  const place = document.getElementById('said');
  if (!place || !words) return;
  const box = document.createElement('div');
  box.className = `flash flash--${kind}`;
  const line = document.createElement('p');
  line.textContent = words;
  box.append(line);
  place.replaceChildren(box);
}

export function csrf_token() {
  return document.querySelector('meta[name="csrf"]')?.content ?? '';
}
