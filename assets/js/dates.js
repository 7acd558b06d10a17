// Days are typed as dd/mm/yyyy in one box. Short ways are completed on leaving it: 5 -> this month, 5/3 or 0503 -> this
// year, 050326 -> 2026. Whatever is not clearly a day is left as typed for the server to judge.
const two = (n) => String(n).padStart(2, '0');

export function complete_day(typed, today) {
  const compact = typed.trim();
  let parts = compact.split(/[\s/.-]+/).filter(Boolean);
  if (parts.length === 1 && /^\d+$/.test(compact)) {
    if (compact.length === 4) parts = [compact.slice(0, 2), compact.slice(2)];
    else if (compact.length === 6 || compact.length === 8) {
      parts = [compact.slice(0, 2), compact.slice(2, 4), compact.slice(4)];
    } else if (compact.length > 2) return typed;
  }
  if (parts.length < 1 || parts.length > 3 || !parts.every((part) => /^\d{1,4}$/.test(part))) return typed;
  const day = Number(parts[0]);
  const month = parts.length > 1 ? Number(parts[1]) : today.getMonth() + 1;
  let year = parts.length > 2 ? Number(parts[2]) : today.getFullYear();
  if (parts.length > 2 && parts[2].length === 2) year += year < 70 ? 2000 : 1900;
  else if (parts.length > 2 && parts[2].length !== 4) return typed;
  const made = new Date(year, month - 1, day);
  if (made.getFullYear() !== year || made.getMonth() !== month - 1 || made.getDate() !== day) return typed;
  return `${two(day)}/${two(month)}/${year}`;
}

if (typeof document !== 'undefined') {
  document.addEventListener('focusout', (event) => {
    const box = event.target;
    if (!(box instanceof HTMLInputElement) || box.dataset.date === undefined || !box.value) return;
    const whole = complete_day(box.value, new Date());
    if (whole !== box.value) {
      box.value = whole;
      box.dispatchEvent(new Event('input', { bubbles: true }));
      box.dispatchEvent(new Event('change', { bubbles: true }));
    }
  });
}
