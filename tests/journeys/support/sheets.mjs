// Workbooks and archives as people have them on their disk, made and read by Python's zipfile and not by ours.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const sheet_type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const told = { encoding: 'utf8', maxBuffer: 1 << 26 };

const write = `import html, io, json, sys, zipfile
rows = json.load(sys.stdin)
def cell(text): return '<c t="inlineStr"><is><t>%s</t></is></c>' % html.escape(text)
lines = ''.join('<row>%s</row>' % ''.join(map(cell, row)) for row in rows)
main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
links = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
packed = 'http://schemas.openxmlformats.org/package/2006/'
kind = 'application/vnd.openxmlformats-officedocument.spreadsheetml.'
parts = {
  '[Content_Types].xml': '<Types xmlns="%scontent-types"><Default Extension="rels" ContentType="application/'
    'vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="%ssheet.main'
    '+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="%sworksheet+xml"/></Types>'
    % (packed, kind, kind),
  '_rels/.rels': '<Relationships xmlns="%srelationships"><Relationship Id="r1" Type="%s/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>' % (packed, links),
  'xl/workbook.xml': '<workbook xmlns="%s" xmlns:r="%s"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets>'
    '</workbook>' % (main, links),
  'xl/_rels/workbook.xml.rels': '<Relationships xmlns="%srelationships"><Relationship Id="r1" Type="%s/worksheet" '
    'Target="worksheets/sheet1.xml"/></Relationships>' % (packed, links),
  'xl/worksheets/sheet1.xml': '<worksheet xmlns="%s"><sheetData>%s</sheetData></worksheet>' % (main, lines)}
made = io.BytesIO()
with zipfile.ZipFile(made, 'w', zipfile.ZIP_DEFLATED) as book:
  for name, text in parts.items(): book.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + text)
sys.stdout.buffer.write(made.getvalue())`;

// As a file box of the browser takes it; every cell is text.
export function xlsx(name, rows) {
  const buffer = execFileSync('python3', ['-c', write], { input: JSON.stringify(rows), maxBuffer: 1 << 26 });
  return { name, mimeType: sheet_type, buffer };
}

const read_texts = `import sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as book:
  assert book.testzip() is None
  print('\\n'.join(book.read(one).decode('utf-8') for one in book.namelist() if one.endswith('.xml')))`;
const unpack = `import sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as archive:
  assert archive.testzip() is None
  archive.extractall(sys.argv[2])
  print(archive.namelist()[0].split('/')[0])`;

// What the link gives, as the browser puts it on the disk: { name, path }.
export async function download(desk, link) {
  const coming = desk.page.waitForEvent('download');
  await link.click();
  const came = await coming;
  return { name: came.suggestedFilename(), path: await came.path() };
}

export const text_of = (file) => readFileSync(file.path, 'utf8');
export const xml_of = (file) => execFileSync('python3', ['-c', read_texts, file.path], told);

// The one folder in it, unpacked.
export function unpacked(file) {
  const place = mkdtempSync(join(tmpdir(), 'dinh-journeys-unpacked-'));
  return join(place, execFileSync('python3', ['-c', unpack, file.path, place], told).trim());
}
