// Small files that a clerk would have at hand, as the browser's file boxes take them.
import { Buffer } from 'node:buffer';

// A PDF of one page with lines of plain letters.
export function pdf(name, lines) {
  const said = lines.map((line) => `(${line.replace(/[\\()]/g, '\\$&')}) Tj T*`).join('\n');
  const content = `BT /F1 12 Tf 14 TL 60 780 Td\n${said}\nET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let text = '%PDF-1.4\n';
  const places = objects.map((object, n) => {
    const place = text.length;
    text += `${n + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const table = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  text += places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  return { name, mimeType: 'application/pdf', buffer: Buffer.from(text, 'latin1') };
}

export const txt = (name, text) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text, 'utf8') });

function in_province(days, how) {
  const moment = new Date(Date.now() + days * 86_400_000);
  return new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Ho_Chi_Minh', ...how }).format(moment);
}

// dd/mm/yyyy in the time of the province, `days` from today.
export const day = (days = 0) => in_province(days, {});

// The next Monday after `days`: a working day whatever today is.
export function monday(days = 7) {
  let ahead = days;
  while (in_province(ahead, { weekday: 'short' }) !== 'Mon') ahead++;
  return day(ahead);
}

// Marks and words of one journey that no other has.
let made = 0;
export function unique() {
  made++;
  return `${process.pid % 10_000}${made}`;
}
