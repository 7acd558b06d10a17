// A mail server for journeys: takes every letter and reads the code or the links in it.
import { createServer } from 'node:net';

function body_of(letter) {
  const [, body] = letter.split('\r\n\r\n', 2);
  return Buffer.from(body.replace(/\s/g, ''), 'base64').toString('utf8');
}

class PostOffice {
  letters = [];         // { to, text }

  constructor(port) {
    this.server = createServer((line) => this.talk(line)).listen(port, '127.0.0.1');
  }

  talk(line) {
    let heard = '', to = '', letter = null;
    line.on('error', () => {});
    line.write('220 post office\r\n');
    line.on('data', (data) => {
      heard += data.toString('utf8');
      for (let end = heard.indexOf('\r\n'); end >= 0; end = heard.indexOf('\r\n')) {
        const words = heard.slice(0, end);
        heard = heard.slice(end + 2);
        if (letter !== null && words !== '.') {
          letter += `${words}\r\n`;
        } else if (letter !== null) {
          this.letters.push({ to, text: body_of(letter) });
          letter = null;
          line.write('250 taken\r\n');
        } else if (words.startsWith('DATA')) {
          letter = '';
          line.write('354 go on\r\n');
        } else {
          if (words.startsWith('RCPT')) to = /<(.*)>/.exec(words)[1];
          line.write(words.startsWith('QUIT') ? '221 bye\r\n' : '250 fine\r\n');
        }
      }
    });
  }

  // The text of the first letter to the address that fits.
  async letter(to, fits, wait_ms = 60_000) {
    for (const begun = Date.now(); Date.now() - begun < wait_ms;) {
      const found = this.letters.find((one) => one.to === to && fits.test(one.text));
      if (found) return found.text;
      await new Promise((done) => { setTimeout(done, 200); });
    }
    throw new Error(`no letter to ${to} with ${fits}; ${this.letters.length} came to others or say something else`);
  }
}

const open = new Map();

// One for each port, open as long as the program runs: with script and without it is the same.
export function post_office(port) {
  if (!open.has(port)) {
    open.set(port, new PostOffice(port));
    open.get(port).server.unref();
  }
  return open.get(port);
}
