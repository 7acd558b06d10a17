// For readers who want it: larger text, high contrast, and the page read aloud. Every page does its work without.
const root = document.documentElement;
const tools = document.querySelector('[data-tools]');
const sizes = ['', 'bigger', 'biggest'];

function kept(name) {
  try {
    return localStorage.getItem(name) ?? '';
  } catch {
    return '';
  }
}

function keep(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // A browser that keeps nothing forgets the choice with the page.
  }
}

function show(size, contrast) {
  root.classList.remove('bigger', 'biggest');
  if (sizes.includes(size) && size) root.classList.add(size);
  root.classList.toggle('contrast', contrast === 'yes');
  tools?.querySelector('[data-contrast]')?.setAttribute('aria-pressed', String(contrast === 'yes'));
}

function voice_of(language) {
  return speechSynthesis.getVoices().find((voice) => voice.lang.toLowerCase().startsWith(language));
}

// Paragraph by paragraph: browsers cut off long texts.
function read(button) {
  if (speechSynthesis.speaking) {
    speechSynthesis.cancel();
    button.setAttribute('aria-pressed', 'false');
    return;
  }
  const main = document.querySelector('main');
  const parts = [...main.querySelectorAll('h1, h2, h3, p, li, th, td')].filter((part) =>
    !part.querySelector('p, li') && !part.closest('.no-print, .pager') && part.innerText.trim());
  button.setAttribute('aria-pressed', 'true');
  for (const part of parts) {
    const said = new SpeechSynthesisUtterance(part.innerText);
    said.lang = part.closest('[lang]').lang;
    const voice = voice_of(said.lang);
    if (voice) said.voice = voice;
    if (part === parts.at(-1)) said.onend = () => button.setAttribute('aria-pressed', 'false');
    speechSynthesis.speak(said);
  }
}

show(kept('size'), kept('contrast'));
if (tools) {
  tools.hidden = false;
  tools.querySelector('[data-size]').addEventListener('click', () => {
    const next = sizes[(sizes.indexOf(kept('size')) + 1) % sizes.length];
    keep('size', next);
    show(next, kept('contrast'));
  });
  tools.querySelector('[data-contrast]').addEventListener('click', () => {
    keep('contrast', kept('contrast') === 'yes' ? '' : 'yes');
    show(kept('size'), kept('contrast'));
  });
  const aloud = tools.querySelector('[data-read]');
  aloud.hidden = !('speechSynthesis' in window);
  aloud.addEventListener('click', () => read(aloud));
  addEventListener('pagehide', () => { if (!aloud.hidden) speechSynthesis.cancel(); });
}
