// A photograph as a telephone gives it: large, and not to be told apart from others by its size alone.
import { Buffer } from 'node:buffer';
import { crc32, deflateSync } from 'node:zlib';

function part(name, data) {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}

// A PNG of hills under a sky, with grain so that it does not compress to nothing.
export function photo(name, width = 1600, height = 900) {
  const rows = Buffer.alloc(height * (1 + width * 3));
  let grain = 7;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      grain = (grain * 1103515245 + 12345) & 0x7fffffff;
      const hill = y > height * (0.55 + 0.15 * Math.sin(x / 190) + 0.05 * Math.sin(x / 37));
      const [red, green, blue] = hill ? [70, 130 - y / 14, 66] : [150 + y / 12, 190, 230];
      const at = y * (1 + width * 3) + 1 + x * 3;
      rows[at] = red + (grain & 7);
      rows[at + 1] = green + (grain >> 3 & 7);
      rows[at + 2] = blue + (grain >> 6 & 7);
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const buffer = Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), part('IHDR', head),
    part('IDAT', deflateSync(rows)), part('IEND', Buffer.alloc(0))]);
  return { name, mimeType: 'image/png', buffer };
}
